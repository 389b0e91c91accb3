using System.Net;
using System.Net.Sockets;
using Visor.Configuration;

namespace Visor.Status.Serving;

/// <summary>
/// Under which names the server may be asked. A page of another site can make a browser ask here under a name of its own that it
/// has pointed at this machine (DNS rebinding), and would then be allowed to read the answer.
/// </summary>
/// <param name="listening">The literal address or name it listens on, without port and brackets.</param>
/// <param name="allowRemote">Whether other machines may ask, which know this one by any of its addresses or by its name.</param>
/// <param name="machineName">The host name of this machine.</param>
/// <param name="further">What the operator allows besides: a full name, one of a container network, one that a proxy passes on.</param>
internal sealed class AllowedHosts(string listening, bool allowRemote, string machineName, HostNames further)
{
    /// <param name="header">The <c>Host</c> header as it came (RFC 9110, section 7.2).</param>
    public bool Allow(string header)
    {
        if (NameOf(header) is not { } name)
            return false;
        if (IPAddress.TryParse(name, out var address))
            return IsAsBrowsersWriteIt(name, address) && (allowRemote || IPAddress.IsLoopback(address) || Is(name, listening));
        return Is(name, "localhost") || Is(name, listening) || (allowRemote && Is(name, machineName)) || further.Contain(name);
    }

    private static bool Is(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    /// <returns>The host without port and brackets; null: the header is not well-formed.</returns>
    private static string? NameOf(string header)
    {
        var end = header.StartsWith('[') ? header.IndexOf(']', StringComparison.Ordinal) + 1 : header.IndexOf(':', StringComparison.Ordinal);
        if (end == 0)
            return null;
        var (host, port) = end < 0 ? (header, "") : (header[..end], header[end..]);
        if (port.Length > 0 && (port[0] != ':' || port.AsSpan(1).ContainsAnyExceptInRange('0', '9')))
            return null;
        if (!host.StartsWith('['))
            return IsName(host) ? host : null;
        var literal = host[1..^1];
        return literal.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(literal, out _) ? literal : null;
    }

    // What is read as an address beyond four numbers, such as 0x7f.1, browsers never send.
    private static bool IsAsBrowsersWriteIt(string name, IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 || string.Equals(address.ToString(), name, StringComparison.Ordinal);

    private static bool IsName(string host) => Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4;
}
