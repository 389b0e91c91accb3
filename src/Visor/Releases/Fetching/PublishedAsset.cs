using Visor.Model;

namespace Visor.Releases.Fetching;

/// <summary>The asset of a release as its repository publishes it.</summary>
/// <param name="Address">In the API; whoever asks there for <c>application/octet-stream</c> gets the content.</param>
/// <param name="Size">Bytes, at least 1.</param>
/// <param name="Digest">Null: none is published, or none is wanted.</param>
internal sealed record PublishedAsset(ReleaseTag Tag, string Name, Uri Address, long Size, Sha256Digest? Digest)
{
    /// <summary>For messages.</summary>
    public string Title => $"{PlainText.Excerpt(Name, maxLength: 100)} of {Tag}";
}
