using System.Text;

namespace Visor.Chains.Cosmos.Rpc;

/// <summary>
/// Reads the fields of one message in Protocol Buffers' wire format (protobuf.dev, "Encoding"). Two messages of four fields are all that is read of it, so that a library
/// would be larger than they are. Groups, field 0, varints of more than ten bytes and lengths beyond the end are refused.
/// </summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private const int MaxVarintBytes = 10;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _rest = message;

    /// <summary>Of the field that was read last.</summary>
    public int Field { get; private set; }

    private bool IsVarint { get; set; }

    private bool IsBytes { get; set; }

    private ulong Number { get; set; }

    private ReadOnlySpan<byte> Bytes { get; set; }

    /// <summary>Goes to the next field.</summary>
    /// <returns>False: there is none.</returns>
    /// <exception cref="FormatException">The message is damaged.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;
        var tag = Varint();
        (IsVarint, IsBytes, Number) = (false, false, 0);
        Bytes = default;
        if (tag >> 3 is 0 or > int.MaxValue)
            throw new FormatException($"field {tag >> 3} does not exist");
        Field = (int)(tag >> 3);
        switch (tag & 7)
        {
            case 0:
                (IsVarint, Number) = (true, Varint());
                break;
            case 1:
                Bytes = Take(8);
                break;
            case 2:
                IsBytes = true;
                Bytes = Take(Varint());
                break;
            case 5:
                Bytes = Take(4);
                break;
            case var type:
                throw new FormatException($"field {Field} is of the unknown wire type {type}");
        }

        return true;
    }

    /// <exception cref="FormatException">It is of another type.</exception>
    public readonly ulong Integer() => IsVarint ? Number : throw new FormatException($"field {Field} is not a number");

    /// <exception cref="FormatException">It is of another type.</exception>
    public readonly ReadOnlySpan<byte> Message() => IsBytes ? Bytes : throw new FormatException($"field {Field} has no length of its own");

    /// <exception cref="FormatException">It is of another type, or not UTF-8.</exception>
    public readonly string Text()
    {
        _ = Message();
        try
        {
            return Strict.GetString(Bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new FormatException($"field {Field} is not UTF-8", e);
        }
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
            throw new FormatException($"a field of {length} bytes goes beyond the end");
        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var i = 0; i < MaxVarintBytes; i++)
        {
            if (i >= _rest.Length)
                throw new FormatException("a number is cut off");
            var octet = _rest[i];
            value |= (ulong)(octet & 0x7F) << (7 * i);
            if (octet < 0x80)
            {
                // The tenth byte has room for one bit.
                if (i == MaxVarintBytes - 1 && octet > 1)
                    throw new FormatException("a number has more than 64 bits");
                _rest = _rest[(i + 1)..];
                return value;
            }
        }

        throw new FormatException("a number has more than ten bytes");
    }
}
