using System.Globalization;
using System.Text;

namespace Visor.Chains.Vega.Layout.Copying;

/// <summary>Writes a text as a TOML basic string.</summary>
internal static class TomlString
{
    /// <returns>With its quotes; what TOML forbids in it is escaped.</returns>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
        {
            if (letter is '"' or '\\')
                quoted.Append('\\').Append(letter);
            else if (char.IsControl(letter))
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:X4}");
            else
                quoted.Append(letter);
        }

        return quoted.Append('"').ToString();
    }
}
