
namespace Visor.Chains.Cosmos.PlanInfos;

/// <summary>What Go's net/url takes for an address. More than one may think: <c>Note: by hand</c> has a scheme, and <c>/usr/bin</c> is a path.</summary>
internal static class GoUrl
{
    /// <summary>Whether url.ParseRequestURI accepts it.</summary>
    public static bool IsRequestUri(string text)
    {
        if (text.Length == 0 || text.Any(c => c is < ' ' or '\u007f'))
            return false;
        if (text is "*")
            return true;
        if (!TrySplitScheme(text, out var scheme, out var rest))
            return false;
        var beforeQuery = rest.Split('?', 2)[0];
        if (!beforeQuery.StartsWith('/'))
            return scheme.Length > 0;
        if (scheme.Length == 0 || !beforeQuery.StartsWith("//", StringComparison.Ordinal))
            return HasSoundEscapes(beforeQuery);
        var slash = beforeQuery.IndexOf('/', 2);
        var authority = slash < 0 ? beforeQuery[2..] : beforeQuery[2..slash];
        return IsAuthority(authority) && HasSoundEscapes(slash < 0 ? "" : beforeQuery[slash..]);
    }

    /// <param name="scheme">In lower case; empty: there is none.</param>
    /// <returns>False: it begins with a colon.</returns>
    public static bool TrySplitScheme(string text, out string scheme, out string rest)
    {
        (scheme, rest) = ("", text);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiLetter(c) || (i > 0 && (char.IsAsciiDigit(c) || c is '+' or '-' or '.')))
                continue;
            if (c is ':')
            {
                (scheme, rest) = (text[..i].ToLowerInvariant(), text[(i + 1)..]);
                return i > 0;
            }

            return true;
        }

        return true;
    }

    /// <summary>Whether each % is followed by two hexadecimal digits.</summary>
    public static bool HasSoundEscapes(string text)
    {
        for (var at = text.IndexOf('%', StringComparison.Ordinal); at >= 0; at = text.IndexOf('%', at + 1))
        {
            if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
                return false;
        }

        return true;
    }

    private static bool IsAuthority(string authority)
    {
        var at = authority.LastIndexOf('@');
        return (at < 0 || IsUserInfo(authority[..at])) && IsHost(authority[(at + 1)..]);
    }

    private static bool IsUserInfo(string text) =>
        text.All(c => char.IsAsciiLetterOrDigit(c) || "-._:~!$&'()*+,;=%@".Contains(c, StringComparison.Ordinal)) && HasSoundEscapes(text);

    private static bool IsHost(string host)
    {
        if (host.StartsWith('['))
        {
            var end = host.LastIndexOf(']');
            return end > 0 && IsPort(host[(end + 1)..]);
        }

        var colon = host.LastIndexOf(':');
        return (colon < 0 || IsPort(host[colon..])) && HasSoundEscapes(host) && !host.Any(c => " \\^`{|}/?#".Contains(c, StringComparison.Ordinal));
    }

    private static bool IsPort(string text) => text.Length == 0 || (text[0] is ':' && text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0);
}
