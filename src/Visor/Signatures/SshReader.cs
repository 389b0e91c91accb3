using System.Buffers.Binary;
using System.Text;

namespace Visor.Signatures;

/// <summary>Reads what SSH writes (RFC 4251, 5): lengths of four bytes in front of everything.</summary>
internal ref struct SshReader(ReadOnlySpan<byte> rest)
{
    private ReadOnlySpan<byte> _rest = rest;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <exception cref="FormatException">It ends too early.</exception>
    public uint UInt32()
    {
        if (_rest.Length < sizeof(uint))
            throw new FormatException();
        var number = BinaryPrimitives.ReadUInt32BigEndian(_rest);
        _rest = _rest[sizeof(uint)..];
        return number;
    }

    /// <inheritdoc cref="UInt32"/>
    public ReadOnlySpan<byte> Bytes()
    {
        var length = UInt32();
        if (length > _rest.Length)
            throw new FormatException();
        var bytes = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return bytes;
    }

    /// <inheritdoc cref="UInt32"/>
    public string Text() => Encoding.UTF8.GetString(Bytes());

    /// <summary>A number of 0 or more, without leading zeros.</summary>
    /// <inheritdoc cref="UInt32"/>
    public ReadOnlySpan<byte> Number() => Bytes().TrimStart((byte)0);
}
