using Visor.Model;

namespace Visor.Status.Metrics;

/// <summary>Labels as they stand behind the name of a metric.</summary>
internal static class Label
{
    public static string Of(string name, string value) => $"{{{Pair(name, value)}}}";

    public static string Of(string name, string value, string name2, string value2) => $"{{{Pair(name, value)},{Pair(name2, value2)}}}";

    // Names are this program's own; values may come from the network, so they are also short and printable.
    private static string Pair(string name, string value) => $"{name}=\"{Escaped(PlainText.Excerpt(value))}\"";

    private static string Escaped(string value) => value
        .Replace("\\", @"\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", @"\n", StringComparison.Ordinal);
}
