using Visor.Releases.Unpacking.Content;

namespace Visor.Releases.Unpacking.Tar;

/// <summary>A number in a tar header: octal digits between blanks and NULs, or, with the highest bit set, big-endian binary (GNU).</summary>
internal static class TarNumber
{
    /// <exception cref="UnpackException">It is no number, negative or beyond 63 bits.</exception>
    public static long Parse(ReadOnlySpan<byte> field) =>
        TryParse(field, out var value) ? value : throw UnpackException.Damaged("one of its headers has an invalid number");

    public static bool TryParse(ReadOnlySpan<byte> field, out long value) =>
        field[0] == 0x80 ? TryParseBinary(field[1..], out value) : TryParseOctal(field.Trim(" \0"u8), out value);

    private static bool TryParseBinary(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        foreach (var digit in field)
        {
            if (value >> 55 != 0)
                return false;
            value = (value << 8) | digit;
        }

        return true;
    }

    private static bool TryParseOctal(ReadOnlySpan<byte> digits, out long value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7')
                return false;
            value = (value << 3) | (uint)(digit - '0');
        }

        // No field has more than twelve digits, so that nothing overflows.
        return true;
    }
}
