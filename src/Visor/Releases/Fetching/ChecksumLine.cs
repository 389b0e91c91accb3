using System.Collections.Immutable;
using System.Text;

namespace Visor.Releases.Fetching;

/// <summary>A line of a list of digests, read without asking which of a dozen tools has written it.</summary>
/// <param name="NamesAsset">The asset's name stands in it, alone or as the last part of a path.</param>
/// <param name="IsBare">Nothing but a digest is in it.</param>
internal sealed record ChecksumLine(string Text, bool NamesAsset, bool IsBare, ImmutableArray<PublishedDigest> Digests)
{
    /// <summary>What may stand before and behind a name, so that it is not a part of another one.</summary>
    private const string Before = " \t*?/\\(\"'`=:,;|>";
    private const string Behind = " \t)\"'`=:,;|<";

    /// <summary>Those that say something; comments do not.</summary>
    public static IReadOnlyList<ChecksumLine> ParseAll(string text, string asset) =>
    [
        .. text.Split('\n').Select(line => line.Trim().TrimEnd('\0'))
            .Where(line => line.Length > 0 && !line.StartsWith('#') && !line.StartsWith(';') && !line.StartsWith("//", StringComparison.Ordinal))
            .Select(line => Parse(line, asset)),
    ];

    private static ChecksumLine Parse(string line, string asset)
    {
        var (rest, isNamed) = WithoutName(Joined(line), asset);
        var digests = PublishedDigest.In(rest);
        return new ChecksumLine(line, isNamed, !isNamed && digests.Length > 0 && PublishedDigest.IsAllOf(rest), digests);
    }

    private static (string Remainder, bool IsNamed) WithoutName(string line, string asset)
    {
        var rest = new StringBuilder(line.Length);
        var (from, search) = (0, 0);
        while (line.IndexOf(asset, search, StringComparison.Ordinal) is >= 0 and var at)
        {
            search = at + 1;
            if (!Stands(line, at, asset.Length))
                continue;
            rest.Append(line, from, at - from);
            from = search = at + asset.Length;
        }

        return (rest.Append(line, from, line.Length - from).ToString(), from > 0);
    }

    private static bool Stands(string line, int at, int length) =>
        (at == 0 || Before.Contains(line[at - 1], StringComparison.Ordinal))
        && (at + length == line.Length || Behind.Contains(line[at + length], StringComparison.Ordinal));

    // certutil of old puts a blank behind every byte.
    private static string Joined(string line) =>
        line.Split(' ') is { Length: >= 16 } bytes && Array.TrueForAll(bytes, b => b.Length == 2 && b.All(char.IsAsciiHexDigit)) ? string.Concat(bytes) : line;
}
