namespace Visor.Releases.Fetching;

/// <summary>What a partial file is a part of; it lies beside it as JSON.</summary>
/// <param name="Size">Bytes of the whole.</param>
/// <param name="Digest">Null: none was published.</param>
/// <param name="ETag">Of the content, a strong one; null: the server gave none.</param>
/// <param name="Boot">The boot in which it was written: after another one, what was not on the disk yet may be gone.</param>
internal sealed record PartialMarker(string Address, long Size, string? Digest, string? ETag, string Boot)
{
    public static string FileOf(string file) => file + ".json";

    public static PartialMarker Of(PublishedAsset asset, string? etag, string boot) =>
        new(asset.Address.AbsoluteUri, asset.Size, asset.Digest?.Hex, etag, boot);

    /// <summary>
    /// Whether what lies there may be gone on with. Without a digest nothing would notice in the end what a lost power has left.
    /// </summary>
    public bool Fits(PublishedAsset asset, string boot) =>
        this == Of(asset, ETag, Boot) && (Digest is not null || (ETag is not null && string.Equals(Boot, boot, StringComparison.Ordinal)));
}
