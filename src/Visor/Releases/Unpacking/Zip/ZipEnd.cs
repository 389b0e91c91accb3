using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Visor.Releases.Unpacking.Content;

namespace Visor.Releases.Unpacking.Zip;

/// <summary>
/// Where the directory of a zip archive lies, by the record at its end (APPNOTE.TXT of PKWARE, 4.3.14 to 4.3.16). It is read
/// before anything else, so that a directory too large is refused without being looked at.
/// </summary>
internal sealed record ZipEnd(long Count, long Offset, long Size)
{
    private const int Length = 22;
    private const int LocatorLength = 20;
    private const int Length64 = 56;
    private const int MaxComment = ushort.MaxValue;

    /// <exception cref="UnpackException">There is none: the file is cut; or the archive is one part of several.</exception>
    public static ZipEnd Read(SafeFileHandle file)
    {
        var length = RandomAccess.GetLength(file);
        var tail = new byte[Math.Min(length, Length + MaxComment)];
        FileBytes.ReadExactly(file, tail, length - tail.Length, "end");
        for (var at = tail.Length - Length; at >= 0; at--)
        {
            var record = tail.AsSpan(at);
            if (record.StartsWith("PK\x05\x06"u8) && BinaryPrimitives.ReadUInt16LittleEndian(record[20..]) == record.Length - Length)
                return Read(file, record, length - tail.Length + at);
        }

        throw UnpackException.Damaged("it has no end record: it is truncated");
    }

    private static ZipEnd Read(SafeFileHandle file, ReadOnlySpan<byte> record, long position)
    {
        var end = new ZipEnd(
            BinaryPrimitives.ReadUInt16LittleEndian(record[10..]),
            BinaryPrimitives.ReadUInt32LittleEndian(record[16..]),
            BinaryPrimitives.ReadUInt32LittleEndian(record[12..]));
        var disk = BinaryPrimitives.ReadUInt16LittleEndian(record[4..]);
        if (end.Count == ushort.MaxValue || end.Offset == uint.MaxValue || end.Size == uint.MaxValue)
            (end, position) = Read64(file, position);
        else if (disk != 0)
            throw new UnpackException(UnpackFault.Refused, "it is one part of an archive in several files");

        if (end.Offset < 0 || end.Size < 0 || end.Size > position - end.Offset)
            throw UnpackException.Damaged("its directory is not where its end says");
        return end;
    }

    private static (ZipEnd End, long Position) Read64(SafeFileHandle file, long endPosition)
    {
        Span<byte> locator = stackalloc byte[LocatorLength];
        FileBytes.ReadExactly(file, locator, endPosition - LocatorLength, "end");
        var position = BinaryPrimitives.ReadInt64LittleEndian(locator[8..]);
        Span<byte> record = stackalloc byte[Length64];
        if (!locator.StartsWith("PK\x06\x07"u8) || position < 0 || position > endPosition)
            throw UnpackException.Damaged("its end is contradictory");
        FileBytes.ReadExactly(file, record, position, "end");
        if (!record.StartsWith("PK\x06\x06"u8))
            throw UnpackException.Damaged("its end is contradictory");
        return (
            new ZipEnd(
                BinaryPrimitives.ReadInt64LittleEndian(record[32..]),
                BinaryPrimitives.ReadInt64LittleEndian(record[48..]),
                BinaryPrimitives.ReadInt64LittleEndian(record[40..])),
            position);
    }
}
