using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Visor.Releases.Fetching;

/// <summary>A digest as a list of them has it.</summary>
/// <param name="Algorithm">For messages, such as <c>SHA-512</c>.</param>
/// <param name="Value">Null: it is none that Visor can compare with.</param>
internal sealed partial record PublishedDigest(string Algorithm, Sha256Digest? Value)
{
    private const string Sha256 = "SHA-256";
    private const int TimeoutMs = 1000;

    /// <summary>Every digest in a piece of a line from which the asset's name has been taken out.</summary>
    public static ImmutableArray<PublishedDigest> In(string text)
    {
        var hex = Hex().Matches(text).Select(m => m.Value).Where(h => ByLength(h.Length) is not null).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (hex.Count == 0)
            return Base64().IsMatch(text) ? [new PublishedDigest("a digest in base64", Value: null)] : [];
        var said = Sha256Word().IsMatch(text) ? null : OtherWord().Match(text) is { Success: true } other ? other.Value : null;
        return [.. hex.Select(h => Of(h, said))];
    }

    /// <summary>Whether nothing but digests, names of algorithms and words for a digest is there.</summary>
    public static bool IsAllOf(string text) => !Word().IsMatch(NoWord().Replace(OtherWord().Replace(Sha256Word().Replace(Hex().Replace(Base64().Replace(text, ""), ""), ""), ""), ""));

    private static PublishedDigest Of(string hex, string? said) => said is null && Sha256Digest.TryParse(hex, out var digest)
        ? new PublishedDigest(Sha256, digest)
        : new PublishedDigest(said?.ToUpperInvariant() ?? ByLength(hex.Length)!, Value: null);

    private static string? ByLength(int digits) => digits switch
    {
        32 => "MD5",
        40 => "SHA-1",
        56 => "SHA-224",
        64 => Sha256,
        96 => "SHA-384",
        128 => "SHA-512",
        _ => null,
    };

    [GeneratedRegex("(?<![0-9A-Za-z])[0-9A-Fa-f]{32,128}(?![0-9A-Za-z])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeoutMs)]
    private static partial Regex Hex();

    [GeneratedRegex("(?<![0-9A-Za-z+/])[0-9A-Za-z+/]{22,86}={1,2}(?![0-9A-Za-z+/=])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeoutMs)]
    private static partial Regex Base64();

    [GeneratedRegex("(?<![0-9A-Za-z])sha-?(2-)?256(?![0-9A-Za-z])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, TimeoutMs)]
    private static partial Regex Sha256Word();

    [GeneratedRegex(
        "(?<![0-9A-Za-z])(md5|sha-?1|sha-?(2-)?(224|384)|sha-?(2-)?512([/-](224|256))?|sha-?3-[0-9]{3}|blake[0-9a-z]+(-[0-9]+)?|b[23]sum|sm3|ripemd-?160|rmd160|crc-?32[a-z]*|xxh[0-9a-z]+)(?![0-9A-Za-z])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        TimeoutMs)]
    private static partial Regex OtherWord();

    [GeneratedRegex("(?<![0-9A-Za-z])(hash|checksum|digest|sum|algorithm)(?![0-9A-Za-z])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, TimeoutMs)]
    private static partial Regex NoWord();

    [GeneratedRegex("[0-9A-Za-z]", RegexOptions.CultureInvariant, TimeoutMs)]
    private static partial Regex Word();
}
