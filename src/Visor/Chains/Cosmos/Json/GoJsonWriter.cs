using System.Globalization;
using System.Text;

namespace Visor.Chains.Cosmos.Json;

/// <summary>A JSON string, byte for byte as Go's json.Marshal writes it.</summary>
internal static class GoJsonWriter
{
    /// <summary>With its quotes. Besides what JSON demands, &amp;, &lt;, &gt; and the two line separators of Unicode are escaped.</summary>
    public static StringBuilder AppendString(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var c in text)
        {
            switch (c)
            {
                case '"' or '\\':
                    json.Append('\\').Append(c);
                    break;
                case '\b':
                    json.Append("\\b");
                    break;
                case '\f':
                    json.Append("\\f");
                    break;
                case '\n':
                    json.Append("\\n");
                    break;
                case '\r':
                    json.Append("\\r");
                    break;
                case '\t':
                    json.Append("\\t");
                    break;
                case < ' ' or '&' or '<' or '>' or '\u2028' or '\u2029':
                    json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
                    break;
                default:
                    json.Append(c);
                    break;
            }
        }

        return json.Append('"');
    }
}
