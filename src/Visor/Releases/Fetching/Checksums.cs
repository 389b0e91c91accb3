namespace Visor.Releases.Fetching;

/// <summary>
/// Reads what sha256sum(1) writes: <c>HEX  NAME</c>, <c>HEX *NAME</c>, and with <c>--tag</c> <c>SHA256 (NAME) = HEX</c>; and what
/// openssl-dgst(1) does: <c>SHA2-256(NAME)= HEX</c>. A name may be a path: its last part counts.
/// </summary>
internal static class Checksums
{
    private const char ByteOrderMark = '\uFEFF';
    private const int HexLength = Sha256Digest.Bytes * 2;

    /// <returns>Null: no line is about the asset.</returns>
    /// <exception cref="ReleaseException">Two lines contradict each other.</exception>
    public static Sha256Digest? DigestOf(string text, PublishedAsset asset, PublishedAsset checksums)
    {
        var digests = new HashSet<Sha256Digest>();
        foreach (var line in text.AsSpan().TrimStart(ByteOrderMark).EnumerateLines())
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
        if (line.StartsWith("SHA256", StringComparison.Ordinal) || line.StartsWith("SHA2-256", StringComparison.Ordinal))
        {
            var (start, end) = (line.IndexOf('('), line.LastIndexOf(')'));
            if (start < 0 || end < start)
                return null;
            name = line[(start + 1)..end];
            hex = line[(end + 1)..].TrimStart(" =");
        }
        else if (line.Length > HexLength + 1 && line[HexLength] == ' ')
        {
            hex = line[..HexLength];
            name = line[(HexLength + 1)..].TrimStart(' ');
            name = name.StartsWith('*') ? name[1..] : name;
        }
        else
        {
            return null;
        }

        name = name[(name.LastIndexOf('/') + 1)..];
        return Sha256Digest.TryParse(hex.ToString(), out var digest) ? (name.ToString(), digest) : null;
    }
}
