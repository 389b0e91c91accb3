using System.Security.Cryptography;
using Visor.Model;

namespace Visor.Chains;

/// <summary>Gets what a plan of the network names from a server, for whatever chain.</summary>
internal interface IBinaryDownloads
{
    /// <summary>Why nothing is downloaded now, to follow <c>but</c>; null: it may be.</summary>
    string? WhyNot { get; }

    /// <summary>A document of at most 1 MiB.</summary>
    /// <exception cref="ReleaseException">It is not to be had, too long, or not of that checksum.</exception>
    Task<byte[]> Document(DownloadSource source, CancellationToken cancellation);

    /// <summary>A binary, into its place, whole or not at all. One that is there already stays, and nothing is asked for.</summary>
    /// <returns>Its absolute path.</returns>
    /// <exception cref="ReleaseException">It is not to be had, or cannot be run here; the message says why and what to do.</exception>
    Task<string> Binary(BinaryOrder order, CancellationToken cancellation);
}

/// <summary>What is on a server, and how that is known.</summary>
/// <param name="Address">http:// or https://, without a user.</param>
/// <param name="Checksum">Of what the server sends; null: unknown.</param>
internal sealed record DownloadSource(Uri Address, DownloadChecksum? Checksum);

/// <param name="Hex">Its digits, in any case.</param>
internal sealed record DownloadChecksum(HashAlgorithmName Algorithm, string Hex);

/// <param name="Subfolder">Of the archive, that counts alone; null: all of it.</param>
/// <param name="Folder">Absolute path of the folder of the release; it need not exist.</param>
/// <param name="Name">File name that the binary gets in <c>Folder/bin</c>, and under which it is looked for in an archive.</param>
internal sealed record BinaryOrder(DownloadSource Source, string? Subfolder, string Folder, string Name)
{
    /// <summary>Where the binary belongs.</summary>
    public string Path => System.IO.Path.Combine(Folder, "bin", Name);
}
