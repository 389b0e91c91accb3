using System.Formats.Tar;
using System.IO.Compression;

namespace Visor.SimulatedGitHub.Archives;

/// <summary>Archives as releases carry them. Names, modes and links go in as they are given, however hostile.</summary>
public static class ReleaseArchive
{
    private const int FileTypeShift = 16;
    private const int RegularFile = 0x8000; // S_IFREG
    private const int SymbolicLink = 0xA000; // S_IFLNK

    public static byte[] Zip(params IReadOnlyList<ArchiveEntry> entries)
    {
        using var bytes = new MemoryStream();
        WriteZip(bytes, entries);
        return bytes.ToArray();
    }

    /// <summary>The same into a file, for what does not fit into memory.</summary>
    public static void WriteZip(Stream into, params IReadOnlyList<ArchiveEntry> entries)
    {
        using var archive = new ZipArchive(into, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var entry in entries)
        {
            var made = archive.CreateEntry(entry.Name, entry.Level);
            var type = entry.Kind is ArchiveEntryKind.SymbolicLink ? SymbolicLink : RegularFile;
            made.ExternalAttributes = (type | (int)entry.Mode) << FileTypeShift;
            using var content = made.Open();
            using var source = entry.Open();
            source.CopyTo(content);
        }
    }

    public static byte[] TarGz(params IReadOnlyList<ArchiveEntry> entries)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Pax))
        {
            foreach (var entry in entries)
                Write(tar, entry);
        }

        return bytes.ToArray();
    }

    private static void Write(TarWriter tar, ArchiveEntry entry)
    {
        var type = entry.Kind switch
        {
            ArchiveEntryKind.Folder => TarEntryType.Directory,
            ArchiveEntryKind.SymbolicLink => TarEntryType.SymbolicLink,
            ArchiveEntryKind.HardLink => TarEntryType.HardLink,
            ArchiveEntryKind.CharacterDevice => TarEntryType.CharacterDevice,
            ArchiveEntryKind.Fifo => TarEntryType.Fifo,
            _ => TarEntryType.RegularFile,
        };
        var made = new PaxTarEntry(type, entry.Name) { Mode = entry.Mode };
        if (entry.Kind is ArchiveEntryKind.SymbolicLink or ArchiveEntryKind.HardLink)
            made.LinkName = entry.Target;
        using var content = entry.Open();
        if (entry.Kind is ArchiveEntryKind.File)
            made.DataStream = content;
        tar.WriteEntry(made);
    }
}
