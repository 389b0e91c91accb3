using Visor.Signatures;

namespace Visor.Configuration;

/// <summary>Whose signature a release must have: <c>[autoInstall.signature]</c>.</summary>
internal sealed record SignatureConfig
{
    public PinnedKeys Keys { get; init; } = new([]);

    public SignedFile Of { get; init; }

    /// <summary>The file of the release that holds the signature, with placeholders; null: the signed file's name and the usual suffix.</summary>
    public string? Asset { get; init; }

    /// <summary>What a signature of <c>ssh-keygen -Y sign -n</c> must be made for.</summary>
    public string Namespace { get; init; } = "file";

    /// <summary>Why no signature can be verified, with its place, or null. Until it is mended, no release is placed.</summary>
    public string? Problem { get; init; }

    /// <param name="signed">The signed file's name.</param>
    public string AssetFor(string signed) => Asset ?? signed + Keys.Suffix;
}

/// <summary>What a signature is of.</summary>
internal enum SignedFile
{
    Asset,

    /// <summary>The list of digests, which then decides.</summary>
    Checksums,
}
