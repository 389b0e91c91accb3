using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Visor.Releases.Unpacking.Content;

namespace Visor.Releases.Unpacking.Zip;

/// <summary>The content of entries of a zip archive, held against the announced size and checksum, which .NET 10 does not do.</summary>
internal sealed class ZipContent(SafeFileHandle file, ContentCopy copy)
{
    private const int HeaderLength = 30;

    /// <exception cref="UnpackException">It is cut, changed or larger than announced.</exception>
    public void Write(ZipEntry entry, Stream to)
    {
        using var content = Content(entry);
        var checksum = new Crc32();
        try
        {
            copy.Copy(entry.Name, content.Read, to, entry.Size, checksum);
        }
        catch (InvalidDataException)
        {
            throw UnpackException.DamagedEntry(entry.Name, "cannot be decompressed");
        }

        if (checksum.GetCurrentHashAsUInt32() != entry.Checksum)
            throw UnpackException.DamagedEntry(entry.Name, "does not match the archive's checksum");
    }

    /// <summary>The content of a symbolic link.</summary>
    public string Target(ZipEntry entry)
    {
        if (entry.Size > EntryPath.MaxBytes)
            throw UnpackException.RefusedEntry(entry.Name, $"is a link to a path of more than {EntryPath.MaxBytes} bytes");
        using var text = new MemoryStream();
        Write(entry, text);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private Stream Content(ZipEntry entry) =>
        entry.Method == ZipEntry.Stored ? Packed(entry) : new DeflateStream(Packed(entry), CompressionMode.Decompress);

    private FileSlice Packed(ZipEntry entry)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        FileBytes.ReadExactly(file, header, entry.Offset, "content");
        if (!header.StartsWith("PK\x03\x04"u8))
            throw UnpackException.DamagedEntry(entry.Name, "is not where the directory says");
        var offset = entry.Offset + HeaderLength
            + BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        return entry.PackedSize > RandomAccess.GetLength(file) - offset
            ? throw UnpackException.DamagedEntry(entry.Name, "is truncated")
            : new FileSlice(file, offset, entry.PackedSize);
    }
}
