using System.Buffers.Binary;

namespace Visor.Processes;

/// <summary>
/// The segments of an executable that the loader maps and nobody may ever write to, elf(5): unlike what is only protected after it has
/// been relocated, their pages are those of the file.
/// </summary>
internal static class ReadOnlySegments
{
    private const int HeaderSize = 64;
    private const int SegmentSize = 56;
    private const int MaxSegments = 64;
    private const uint Load = 1;
    private const uint Writable = 2;
    private const ulong PageMask = 4095;

    /// <param name="program">Absolute path of a 64-bit little-endian ELF file.</param>
    /// <returns>Where they begin in the file, rounded down to a page; empty: it cannot be told.</returns>
    public static IReadOnlySet<ulong> OffsetsIn(string program)
    {
        HashSet<ulong> offsets = [];
        using var file = File.OpenHandle(program);
        Span<byte> header = stackalloc byte[HeaderSize];
        if (RandomAccess.Read(file, header, 0) < HeaderSize || !header.StartsWith("\u007fELF\u0002\u0001"u8))
            return offsets;
        var start = BinaryPrimitives.ReadInt64LittleEndian(header[0x20..]);
        var count = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(header[0x38..]), (ushort)MaxSegments);
        Span<byte> segment = stackalloc byte[SegmentSize];
        for (var i = 0; i < count; i++)
        {
            if (RandomAccess.Read(file, segment, start + (i * SegmentSize)) < SegmentSize)
                return new HashSet<ulong>();
            var flags = BinaryPrimitives.ReadUInt32LittleEndian(segment[4..]);
            if (BinaryPrimitives.ReadUInt32LittleEndian(segment) == Load && (flags & Writable) == 0)
                offsets.Add(BinaryPrimitives.ReadUInt64LittleEndian(segment[8..]) & ~PageMask);
        }

        return offsets;
    }
}
