namespace Visor.Releases.Fetching;

/// <summary>
/// Reads what sha256sum(1) writes: <c>HEX  NAME</c>, <c>HEX *NAME</c>, and with <c>--tag</c> <c>SHA256 (NAME) = HEX</c>.
/// </summary>
internal static class Checksums
{
    private const string TagStart = "SHA256 (";
    private const string TagMiddle = ") = ";
    private const int HexLength = Sha256Digest.Bytes * 2;

    /// <returns>Null: no line is about the asset.</returns>
    /// <exception cref="ReleaseException">Two lines contradict each other.</exception>
    public static Sha256Digest? DigestOf(string text, PublishedAsset asset, PublishedAsset checksums)
    {
        var digests = new HashSet<Sha256Digest>();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (Parse(line.TrimEnd()) is { } entry && string.Equals(entry.Name, asset.Name, StringComparison.Ordinal))
                digests.Add(entry.Digest);
        }

        return digests.Count < 2
            ? digests.FirstOrDefault()
            : throw new ReleaseException(
                $"{checksums.Title} has {digests.Count} different digests for {PlainText.Excerpt(asset.Name)}; "
                + "upload a list that does not contradict itself");
    }

    private static (string Name, Sha256Digest Digest)? Parse(ReadOnlySpan<char> line)
    {
        ReadOnlySpan<char> name;
        ReadOnlySpan<char> hex;
        if (line.StartsWith(TagStart, StringComparison.Ordinal) && line.LastIndexOf(TagMiddle, StringComparison.Ordinal) is > 0 and var middle)
        {
            name = line[TagStart.Length..middle];
            hex = line[(middle + TagMiddle.Length)..];
        }
        else if (line.Length > HexLength + 2 && line[HexLength] == ' ' && line[HexLength + 1] is ' ' or '*')
        {
            hex = line[..HexLength];
            name = line[(HexLength + 2)..];
        }
        else
        {
            return null;
        }

        if (name.StartsWith("./", StringComparison.Ordinal))
            name = name[2..];
        return Sha256Digest.TryParse(hex.ToString(), out var digest) ? (name.ToString(), digest) : null;
    }
}
