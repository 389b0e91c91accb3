using Visor.Releases.Unpacking.Content;

namespace Visor.Releases.Unpacking.Zip;

/// <summary>One entry of the directory of a zip archive (APPNOTE.TXT, 4.3.12).</summary>
/// <param name="Name">As the archive has it, not a path yet.</param>
/// <param name="UnixMode">Type and permissions as stat(2) has them; 0 if the archive was not made on Unix.</param>
/// <param name="Offset">Of its local header.</param>
internal sealed record ZipEntry(
    string Name, int Flags, int Method, int UnixMode, uint Checksum, long PackedSize, long Size, long Offset)
{
    public const int Stored = 0;
    public const int Deflated = 8;

    private const int Encrypted = 0x1;
    private const int DirectoryEncrypted = 0x2000;

    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;
    private const int SymbolicLink = 0xA000;

    /// <exception cref="UnpackException">It is nothing that is unpacked: encrypted, packed in another way, a device.</exception>
    public EntryKind KindAt(EntryPath path)
    {
        if ((Flags & (Encrypted | DirectoryEncrypted)) != 0)
            throw UnpackException.RefusedEntry(Name, "is encrypted");
        if (Method is not (Stored or Deflated))
            throw UnpackException.RefusedEntry(Name, $"is compressed by a method that is not supported ({MethodName})");
        return (UnixMode & TypeMask) switch
        {
            Folder or RegularFile or 0 when path.NamesFolder => Size == 0
                ? EntryKind.Folder
                : throw UnpackException.RefusedEntry(Name, "is a folder with content"),
            Folder => EntryKind.Folder,
            RegularFile or 0 => EntryKind.File,
            SymbolicLink when !path.NamesFolder => EntryKind.Link,
            SymbolicLink => throw UnpackException.RefusedEntry(Name, "is a link with the name of a folder"),
            _ => throw UnpackException.RefusedEntry(Name, "is a device, pipe or socket"),
        };
    }

    private string MethodName => Method switch
    {
        9 => "Deflate64",
        12 => "bzip2",
        14 => "LZMA",
        93 => "Zstandard",
        95 => "xz",
        99 => "AES",
        _ => $"number {Method}",
    };
}
