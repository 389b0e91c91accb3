using System.Security.Cryptography;

namespace Visor.SimulatedGitHub.Releases;

/// <summary>A file of a release: from memory, or streamed from a disk.</summary>
public sealed class ReleaseAsset
{
    private readonly Func<Stream> _open;

    private ReleaseAsset(string name, Func<Stream> open)
    {
        Name = name;
        _open = open;
        using var content = Open();
        Size = content.Length;
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
    }

    public string Name { get; }

    /// <summary>Bytes.</summary>
    public long Size { get; }

    /// <summary>64 lower-case hex digits.</summary>
    public string Sha256 { get; }

    public string ContentType { get; init; } = "application/octet-stream";

    public static ReleaseAsset Of(string name, byte[] content) => new(name, () => new MemoryStream(content, writable: false));

    /// <param name="path">A file that stays as it is for as long as it is published.</param>
    public static ReleaseAsset FromFile(string name, string path) =>
        new(name, () => new FileStream(path, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan, BufferSize = 0 }));

    /// <summary>Its content, from the beginning.</summary>
    public Stream Open() => _open();
}
