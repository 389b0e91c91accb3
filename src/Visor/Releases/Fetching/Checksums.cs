using System.Text;
using Visor.Model;

namespace Visor.Releases.Fetching;

/// <summary>
/// What a list of digests says of an asset, in the forms that people publish: of sha256sum(1), with <c>--tag</c>, of openssl-dgst(1), certutil and
/// PowerShell, the name first, or the digest alone. Reading it generously takes nothing from safety: whatever is read, the asset must have that SHA-256.
/// What speaks of the asset and gives no SHA-256 is refused, or the asset would be taken unverified though somebody has published how to verify it.
/// </summary>
internal static class Checksums
{
    private const string Remedy =
        "publish a list as sha256sum(1) writes it, or set `verification = \"none\"` in `[autoInstall]` to accept the asset unverified";

    /// <returns>Null: it speaks of other assets only.</returns>
    /// <exception cref="ReleaseException">It contradicts itself, or cannot be understood.</exception>
    public static Sha256Digest? DigestOf(string text, PublishedAsset asset, PublishedAsset checksums)
    {
        var lines = ChecksumLine.ParseAll(text, asset.Name);
        var digests = About(lines);
        var comparable = digests.Select(d => d.Value).OfType<Sha256Digest>().Distinct().ToList();
        var name = PlainText.Excerpt(asset.Name);
        return comparable.Count switch
        {
            1 => comparable[0],
            > 1 => throw new ReleaseException(
                $"{checksums.Title} has {comparable.Count} different digests for {name}; upload a list with one digest for it"),
            _ when digests.Count > 0 => throw new ReleaseException(
                $"{checksums.Title} has no hexadecimal SHA-256 for {name}, only {string.Join(", ", digests.Select(d => d.Algorithm).Distinct(StringComparer.Ordinal))}; {Remedy}"),
            _ when lines.FirstOrDefault(l => l.NamesAsset) is { } line => throw new ReleaseException(
                $"{checksums.Title} lists {name} without a readable digest ('{PlainText.Excerpt(line.Text, 100)}'); {Remedy}"),
            _ when !lines.Any(l => l.Digests.Length > 0) => throw new ReleaseException($"{checksums.Title} contains no readable digest; {Remedy}"),
            _ => null,
        };
    }

    private static List<PublishedDigest> About(IReadOnlyList<ChecksumLine> lines)
    {
        var named = lines.Where(l => l.NamesAsset).ToList();
        var own = named.SelectMany(l => l.Digests).ToList();
        if (own.Count > 0)
            return own;

        // Digest and name on lines of their own, in this order or the other; or one file an asset, with the digest alone.
        var bare = lines.Where(l => l.IsBare).ToList();
        if (named.Count > 0 && bare.Count > 1)
            return Beside(named, lines) is { Count: > 0 } following ? following : Beside(named, [.. lines.Reverse()]);
        return named.Count > 0 || lines.All(l => l.IsBare || l.Digests.Length == 0) ? [.. bare.SelectMany(l => l.Digests)] : [];
    }

    private static List<PublishedDigest> Beside(List<ChecksumLine> named, IReadOnlyList<ChecksumLine> lines) =>
        [.. lines.Zip(lines.Skip(1)).Where(pair => named.Contains(pair.First) && pair.Second.IsBare).SelectMany(pair => pair.Second.Digests)];
}

/// <summary>The text of a list of digests, in whatever encoding the tool that made it writes: PowerShell's is UTF-16.</summary>
internal static class ChecksumText
{
    public static string Decode(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, .. var text] => Encoding.Unicode.GetString(text),
        [0xFE, 0xFF, .. var text] => Encoding.BigEndianUnicode.GetString(text),
        [0xEF, 0xBB, 0xBF, .. var text] => Encoding.UTF8.GetString(text),
        // Without a mark, what is ASCII in two bytes has every second one zero.
        [not 0, 0, ..] => Encoding.Unicode.GetString(bytes),
        [0, not 0, ..] => Encoding.BigEndianUnicode.GetString(bytes),
        _ => Encoding.UTF8.GetString(bytes),
    };
}
