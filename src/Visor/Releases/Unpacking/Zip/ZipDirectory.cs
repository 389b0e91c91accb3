using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Visor.Releases.Unpacking.Content;

namespace Visor.Releases.Unpacking.Zip;

/// <summary>The directory at the end of a zip archive, bounded before and while it is read.</summary>
internal static class ZipDirectory
{
    private const int HeaderLength = 46;
    private const int MadeOnUnix = 3;
    private const int MadeOnMac = 19;

    /// <summary>Some 400 bytes for each of 10,000 entries.</summary>
    private const long MaxSize = 4 << 20;

    /// <exception cref="UnpackException">It is cut or contradictory, or announces more than the limits.</exception>
    public static IReadOnlyList<ZipEntry> Read(SafeFileHandle file, UnpackLimits limits)
    {
        var end = ZipEnd.Read(file);
        if (end.Count > limits.Entries)
            throw limits.TooManyEntries();
        if (end.Size > MaxSize)
            throw new UnpackException(UnpackFault.Refused, $"its directory is larger than {MaxSize >> 20} MiB");

        using var stream = new BufferedStream(new FileSlice(file, end.Offset, end.Size), 32 * 1024);
        var entries = new List<ZipEntry>();
        var total = 0L;
        for (var i = 0; i < end.Count; i++)
        {
            var entry = ReadEntry(stream);
            if (entry.Size > limits.Bytes - total)
                throw limits.TooManyBytes();
            total += entry.Size;
            entries.Add(entry);
        }

        return entries;
    }

    private static ZipEntry ReadEntry(Stream stream)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        Fill(stream, header);
        if (!header.StartsWith("PK\x01\x02"u8))
            throw Damaged();
        var name = new byte[BinaryPrimitives.ReadUInt16LittleEndian(header[28..])];
        var extra = new byte[BinaryPrimitives.ReadUInt16LittleEndian(header[30..])];
        var comment = new byte[BinaryPrimitives.ReadUInt16LittleEndian(header[32..])];
        Fill(stream, name);
        Fill(stream, extra);
        Fill(stream, comment);

        var host = header[5];
        var sizes = new Zip64Fields(extra);
        return new ZipEntry(
            // What is not UTF-8 (code page 437 of old) still has a name, with other letters.
            Encoding.UTF8.GetString(name),
            BinaryPrimitives.ReadUInt16LittleEndian(header[8..]),
            BinaryPrimitives.ReadUInt16LittleEndian(header[10..]),
            host is MadeOnUnix or MadeOnMac ? BinaryPrimitives.ReadUInt16LittleEndian(header[40..]) : 0,
            BinaryPrimitives.ReadUInt32LittleEndian(header[16..]),
            // The order in which the extra field has them: unpacked, packed, offset.
            Size: sizes.Next(BinaryPrimitives.ReadUInt32LittleEndian(header[24..])),
            PackedSize: sizes.Next(BinaryPrimitives.ReadUInt32LittleEndian(header[20..])),
            Offset: sizes.Next(BinaryPrimitives.ReadUInt32LittleEndian(header[42..])));
    }

    private static void Fill(Stream stream, Span<byte> buffer)
    {
        if (stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length)
            throw Damaged();
    }

    private static UnpackException Damaged() => UnpackException.Damaged("its directory is truncated or damaged");
}
