using System.Globalization;

namespace Visor.Http;

/// <summary>The value of a proxy variable, as curl(1) reads it: <c>[SCHEME://][USER[:PASSWORD]@]HOST[:PORT][/…]</c>.</summary>
internal static class ProxyAddress
{
    private const string SchemeEnd = "://";

    // libcurl's CURLOPT_PROXY: what has no port, whatever its scheme, but https.
    private const int UsualPort = 1080;
    private const int HttpsPort = 443;

    /// <param name="variable">The name of the variable that holds it.</param>
    /// <param name="value">Not empty.</param>
    public static ProxyChoice Parse(string variable, string value)
    {
        var (scheme, rest) = value.IndexOf(SchemeEnd, StringComparison.Ordinal) is >= 0 and var end
            ? (value[..end].ToLowerInvariant(), value[(end + SchemeEnd.Length)..])
            : ("http", value);
        if (Known(scheme) is not { } known)
            return Unusable(variable, "its scheme must be one of http, https, socks4, socks4a, socks5 or socks5h");
        if (rest.IndexOfAny(['/', '?', '#']) is >= 0 and var path)
            rest = rest[..path];

        var at = rest.LastIndexOf('@');
        var credentials = at < 0 ? null : Credentials(rest[..at]);
        return HostAndPort(rest[(at + 1)..], scheme is "https" ? HttpsPort : UsualPort, out var host, out var port) is { } problem
            ? Unusable(variable, problem)
            : new ProxyChoice.Via(new UriBuilder(known, host, port).Uri, credentials, ResolvesHere: scheme is "socks5", variable);
    }

    // The runtime gives every SOCKS5 proxy the name, which is what curl calls socks5h.
    private static string? Known(string scheme) => scheme switch
    {
        "http" or "https" or "socks4" or "socks4a" or "socks5" => scheme,
        "socks" => "socks4",
        "socks5h" => "socks5",
        _ => null,
    };

    private static ProxyCredentials Credentials(string userInfo)
    {
        var colon = userInfo.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? new ProxyCredentials(Uri.UnescapeDataString(userInfo), "")
            : new ProxyCredentials(Uri.UnescapeDataString(userInfo[..colon]), Uri.UnescapeDataString(userInfo[(colon + 1)..]));
    }

    /// <returns>What is wrong; null: nothing.</returns>
    private static string? HostAndPort(string text, int usualPort, out string host, out int port)
    {
        var bracket = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) : -1;
        var colon = text.IndexOf(':', Math.Max(bracket, 0));
        host = colon < 0 ? text : text[..colon];
        port = usualPort;
        var kind = Uri.CheckHostName(host.Trim('[', ']'));
        if (kind == UriHostNameType.Unknown || (kind == UriHostNameType.IPv6) != bracket > 0)
            return "it has no valid host name (write an IPv6 address in brackets)";
        return colon < 0 || (int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= ushort.MaxValue)
            ? null
            : "its port is not a number from 1 to 65535";
    }

    private static ProxyChoice.Unusable Unusable(string variable, string problem) => new(
        $"the proxy in the environment variable {variable} cannot be used, and Visor does not bypass it: {problem}; correct or unset {variable}, or list the host in NO_PROXY");
}
