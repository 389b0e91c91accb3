using System.Globalization;
using System.IO.Enumeration;
using System.Net;
using System.Net.Sockets;

namespace Visor.Http;

/// <summary>
/// One entry of NO_PROXY, as curl(1) reads it: a host with all below it (a leading dot means nothing), an address, a network such as
/// <c>10.0.0.0/8</c>; and as Go and others read it: with a port, or with <c>*</c> for any characters. What is none of that excepts nobody.
/// </summary>
internal sealed class ProxyException
{
    private readonly string _name;
    private readonly int? _port;
    private readonly IPAddress? _address;
    private readonly IPNetwork? _network;

    private ProxyException(string name, int? port)
    {
        (_name, _port) = (name, port);
        _address = AddressIn(name);
        _network = NetworkIn(name);
    }

    public static ProxyException Parse(string entry)
    {
        var text = entry.Trim();
        var bracket = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) : -1;
        var colon = text.IndexOf(':', Math.Max(bracket, 0));
        // An IPv6 address without brackets has no port.
        var isPort = colon >= 0 && colon == text.LastIndexOf(':') && int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out _);
        int? port = isPort ? int.Parse(text[(colon + 1)..], CultureInfo.InvariantCulture) : null;
        var host = isPort ? text[..colon] : text;
        if (bracket > 0)
            host = host.Remove(bracket, 1)[1..]; // What follows may be the length of a network.
        return new ProxyException(host.TrimStart('.').TrimEnd('.'), port);
    }

    /// <param name="host">Without brackets and a last dot.</param>
    public bool Matches(string host, int port)
    {
        if (_port is { } only && only != port)
            return false;
        if (_name.Contains('*', StringComparison.Ordinal))
            return FileSystemName.MatchesSimpleExpression(_name, host);
        if (AddressIn(host) is not { } address)
            return _name.Length > 0 && _address is null && IsOrIsBelow(host);
        return address.Equals(_address) || _network?.Contains(address) == true;
    }

    private bool IsOrIsBelow(string host) =>
        host.EndsWith(_name, StringComparison.OrdinalIgnoreCase) && (host.Length == _name.Length || host[^(_name.Length + 1)] == '.');

    // Not what inet_aton(3) reads as an address too, such as 10.1 or 7.
    private static IPAddress? AddressIn(string text) =>
        (text.Contains(':', StringComparison.Ordinal) || text.Count(c => c == '.') == 3) && IPAddress.TryParse(text, out var address) ? Plain(address) : null;

    // The bits behind the length may be set, which IPNetwork itself does not take.
    private static IPNetwork? NetworkIn(string text)
    {
        if (text.Split('/') is not [var start, var bits] || AddressIn(start) is not { } address
            || !int.TryParse(bits, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            || length > (address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128))
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        for (var bit = length; bit < bytes.Length * 8; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new IPNetwork(new IPAddress(bytes), length);
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}

/// <summary>The hosts that no proxy is used for: the value of NO_PROXY, entries apart by commas or blanks.</summary>
internal sealed class ProxyExceptions(string value)
{
    private readonly IReadOnlyList<ProxyException> _entries =
        [.. value.Split([',', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(ProxyException.Parse)];

    public bool Contain(Uri address)
    {
        var host = address.IdnHost.TrimEnd('.');
        return _entries.Any(e => e.Matches(host, address.Port));
    }
}
