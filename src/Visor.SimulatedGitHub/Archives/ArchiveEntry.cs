using System.IO.Compression;
using System.Text;

namespace Visor.SimulatedGitHub.Archives;

public enum ArchiveEntryKind
{
    File,

    /// <summary>In a tar; in a zip it is a name that ends in a slash.</summary>
    Folder,
    SymbolicLink,

    /// <summary>In a tar alone, as the next two.</summary>
    HardLink,
    CharacterDevice,
    Fifo,
}

/// <param name="Name">Not checked: <c>../evil</c> goes in as it is.</param>
/// <param name="Target">Where a link points; of a file its content is taken instead.</param>
public sealed record ArchiveEntry(string Name, ArchiveEntryKind Kind, UnixFileMode Mode, string Target = "")
{
    private const UnixFileMode Readable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>0755</summary>
    public const UnixFileMode Executable =
        Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private Func<Stream>? _open;

    /// <summary>How a zip packs it.</summary>
    public CompressionLevel Level { get; init; } = CompressionLevel.Fastest;

    /// <param name="mode">0755 if it is left out.</param>
    public static ArchiveEntry File(string name, byte[] content, UnixFileMode mode = Executable) =>
        new(name, ArchiveEntryKind.File, mode) { _open = () => new MemoryStream(content, writable: false) };

    /// <param name="path">A file on the disk.</param>
    public static ArchiveEntry FileFrom(string name, string path, UnixFileMode mode = Executable) =>
        new(name, ArchiveEntryKind.File, mode) { _open = () => System.IO.File.OpenRead(path) };

    public static ArchiveEntry Folder(string name) => new(name, ArchiveEntryKind.Folder, Executable);

    public static ArchiveEntry SymbolicLink(string name, string target) => new(name, ArchiveEntryKind.SymbolicLink, Executable, target);

    public static ArchiveEntry HardLink(string name, string target) => new(name, ArchiveEntryKind.HardLink, Executable, target);

    // In a zip the content of a link is its target.
    internal Stream Open() => _open is null ? new MemoryStream(Encoding.UTF8.GetBytes(Target)) : _open();
}
