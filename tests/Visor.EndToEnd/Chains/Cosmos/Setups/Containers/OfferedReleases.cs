using System.IO.Compression;
using System.Security.Cryptography;
using Visor.EndToEnd.Cosmos;

namespace Visor.EndToEnd.Chains.Cosmos.Setups.Containers;

/// <summary>Releases as chains publish them for download: an archive of the binary and its library, and its checksum.</summary>
internal static class OfferedReleases
{
    /// <returns>The text of a plan.</returns>
    public static string Offer(OfferedFiles server, CosmosRelease release)
    {
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, CosmosHome.Name, CosmosProgram.OneFile(release));
            Add(zip, "libwasmvm.x86_64.so", "a library"u8.ToArray());
        }

        var content = archive.ToArray();
        var address = server.Offer($"/{release.Version}.zip", content);
        return $"{{\"binaries\":{{\"any\":\"{address}?checksum=sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}\"}}}}";
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        using var stream = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        stream.Write(content);
    }
}
