using System.Diagnostics.CodeAnalysis;
using Visor.Configuration;
using Visor.Model;

namespace Visor.Releases.Fetching;

/// <summary>Whether an asset is what was published, as far as the policy asks for it.</summary>
internal static class DigestVerification
{
    /// <summary>Before anything is downloaded: refuses what could not be verified afterwards.</summary>
    /// <exception cref="ReleaseException">A digest is required and none is published.</exception>
    public static void Demand(ReleaseSource source, PublishedAsset asset)
    {
        if (source.Verification != AssetVerification.Required || asset.Digest is not null)
            return;
        var list = source.ChecksumsAsset is { } name ? $", and {Quoting.Quote(name)} is missing or has no line for it" : "";
        throw new ReleaseException(
            $"{asset.Title} has no published digest{list}, but `verification = \"required\"` requires one; "
            + "publish one, name the release's list of digests in `checksumsAsset`, or relax `verification`");
    }

    /// <summary>After the download. What is wrong is deleted, so that the next attempt fetches it anew.</summary>
    /// <returns>False: there was nothing to compare with, or the policy does not want it.</returns>
    /// <exception cref="ReleaseException">It is not what was published, or cannot be verified although it has to be.</exception>
    public static bool Verify(ReleaseSource source, PublishedAsset asset, Sha256Digest computed, string file)
    {
        Demand(source, asset);
        if (source.Verification == AssetVerification.None || asset.Digest is not { } published)
            return false;
        if (published == computed)
            return true;
        PartialFile.Delete(file);
        throw new ReleaseException(
            $"{asset.Title} has the SHA-256 {computed} instead of the published {published}: it is damaged or not genuine; "
            + "Visor downloads it again; if this recurs, ask its publisher");
    }
}

/// <summary>A SHA-256.</summary>
internal sealed record Sha256Digest
{
    public const int Bytes = 32;

    private Sha256Digest(string hex) => Hex = hex;

    /// <summary>64 digits in lower case.</summary>
    public string Hex { get; }

    public static Sha256Digest Of(ReadOnlySpan<byte> hash) => new(Convert.ToHexStringLower(hash));

    public static bool TryParse(string hex, [NotNullWhen(true)] out Sha256Digest? digest)
    {
        digest = hex.Length == Bytes * 2 && hex.All(char.IsAsciiHexDigit) ? new Sha256Digest(hex.ToLowerInvariant()) : null;
        return digest is not null;
    }

    public override string ToString() => Hex;
}
