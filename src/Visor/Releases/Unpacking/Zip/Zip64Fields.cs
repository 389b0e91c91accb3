using System.Buffers.Binary;
using Visor.Releases.Unpacking.Content;

namespace Visor.Releases.Unpacking.Zip;

/// <summary>The numbers of an entry that do not fit into 32 bits (APPNOTE.TXT, 4.5.3): only those that do not, in their order.</summary>
internal ref struct Zip64Fields
{
    private const int Id = 1;
    private ReadOnlySpan<byte> _fields;

    /// <param name="extra">All extra fields of the entry: number, length and content of each.</param>
    public Zip64Fields(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            var length = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]), extra.Length - 4);
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == Id)
            {
                _fields = extra.Slice(4, length);
                return;
            }

            extra = extra[(4 + length)..];
        }
    }

    /// <param name="narrow">The number as the entry has it; 0xFFFFFFFF if it stands here.</param>
    /// <exception cref="UnpackException">It does not stand here, or is beyond 63 bits.</exception>
    public long Next(uint narrow)
    {
        if (narrow != uint.MaxValue)
            return narrow;
        var wide = _fields.Length < 8 ? -1 : BinaryPrimitives.ReadInt64LittleEndian(_fields);
        if (wide < 0)
            throw UnpackException.Damaged("its directory has an invalid size");
        _fields = _fields[8..];
        return wide;
    }
}
