using System.Globalization;
using System.Text;

namespace Visor.Chains.Cosmos.Json;

/// <summary>The inside of a JSON string whose escapes are well-formed but perhaps name no character.</summary>
internal static class EscapedText
{
    /// <param name="inside">UTF-8, without the quotes.</param>
    public static string Decode(ReadOnlySpan<byte> inside)
    {
        var raw = Encoding.UTF8.GetString(inside);
        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
            }
            else if (raw[++i] != 'u')
            {
                text.Append(Short(raw[i]));
            }
            else
            {
                text.Append(Unit(raw, i));
                i += 4;
            }
        }

        // Encoding and decoding puts U+FFFD in the place of each half.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static char Unit(string raw, int at) => (char)ushort.Parse(raw.AsSpan(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static char Short(char letter) => letter switch
    {
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => letter,
    };
}
