using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Visor.Configuration;

/// <summary>Checks the address of an HTTP server.</summary>
internal static class HttpAddress
{
    public static bool TryParse(string text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address)
        && address.Scheme is "http" or "https"
        && address.Host.Length > 0;
}

/// <summary>Checks an address to listen on: <c>host:port</c>, IPv6 in brackets.</summary>
internal static class ListenAddress
{
    /// <summary>Whether only this machine can reach an address that has no problem.</summary>
    public static bool IsLoopback(string text)
    {
        var host = text[..text.LastIndexOf(':')].Trim('[', ']');
        return IPAddress.TryParse(host, out var address) ? IPAddress.IsLoopback(address) : string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase);
    }

    /// <returns>Null: it is one.</returns>
    public static string? ProblemWith(string text)
    {
        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? text : text[..colon];
        var port = colon < 0 ? "" : text[(colon + 1)..];
        if (text.Contains("://", StringComparison.Ordinal) || text.Contains('/', StringComparison.Ordinal))
            return "must be host:port without scheme and path, such as 127.0.0.1:9480";
        if (text.All(char.IsAsciiDigit))
            return $"the host is missing; write 127.0.0.1:{text} for this machine only, or 0.0.0.0:{text} for everyone";
        // In brackets and followed by a port it would be taken for an address too.
        if (colon < 0 || text.EndsWith(']') || (!text.StartsWith('[') && IPAddress.TryParse(text, out var bare) && bare.AddressFamily == AddressFamily.InterNetworkV6))
            return $"the port is missing; write it as {(host.Contains(':', StringComparison.Ordinal) && !text.StartsWith('[') ? $"[{text}]" : text)}:9480";
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 65_535)
            return $"the port must be a number from 0 to 65535, not {Quoting.Quote(port)}";
        if (host is "" or "*")
            return $"the host is missing; write 127.0.0.1:{port} for this machine only, or 0.0.0.0:{port} for everyone";
        var isSound = host.StartsWith('[') && host.EndsWith(']')
            ? IPAddress.TryParse(host[1..^1], out _)
            : Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4;
        return isSound ? null : $"{Quoting.Quote(host)} is not a valid host; use an address such as 127.0.0.1 or [::1]";
    }
}
