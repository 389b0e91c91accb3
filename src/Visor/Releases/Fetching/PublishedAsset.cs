using Visor.Model;

namespace Visor.Releases.Fetching;

/// <summary>The asset of a release as its repository publishes it.</summary>
/// <param name="Address">Whoever asks there for <c>application/octet-stream</c> gets the content; <c>file:</c>: a file of this machine.</param>
/// <param name="Size">Bytes, at least 1; 0: it is not known, and need not be for what is read at once.</param>
/// <param name="Digest">Null: none is published, or none is wanted.</param>
internal sealed record PublishedAsset(ReleaseTag Tag, string Name, Uri Address, long Size, Sha256Digest? Digest)
{
    /// <summary>Its own signature, of a key that counts; what it is of is verified once it has come. Null: no such signature is wanted.</summary>
    public AcceptedSignature? Signature { get; init; }

    /// <summary>That of the list which the digest is from, verified. Null: nobody has signed the digest.</summary>
    public AcceptedSignature? DigestSignature { get; init; }

    /// <summary>For messages.</summary>
    public string Title => $"{PlainText.Excerpt(Name, maxLength: 100)} of {Tag}";
}
