using System.Text.RegularExpressions;

namespace Visor.Tests.Documentation;

/// <summary>A metric as the text that Prometheus reads has it, or the page about it.</summary>
internal sealed partial record ShownMetric(string Name, string Type, IReadOnlyList<string> Labels)
{
    private const int TimeoutMs = 1000;

    public override string ToString() => $"{Name} {Type} {string.Join(',', Labels)}".TrimEnd();

    public static IReadOnlyList<ShownMetric> AllOf(string text) =>
        [.. TypeLine().Matches(text).Select(m => new ShownMetric(m.Groups["name"].Value, m.Groups["type"].Value, [.. LabelsIn(text, m.Groups["name"].Value)]))];

    /// <summary>The names of the labels in a cell: what stands behind <c>=</c> are values.</summary>
    public static IReadOnlyList<string> LabelsOf(string cell) => Documents.Code(cell.Split('=')[0]);

    public static IReadOnlyList<string> ValuesOf(string text, string metric, string label) =>
        [.. Samples(text, metric).SelectMany(line => Label().Matches(line)).Where(m => string.Equals(m.Groups["name"].Value, label, StringComparison.Ordinal)).Select(m => m.Groups["value"].Value).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> LabelsIn(string text, string metric) =>
        Label().Matches(Samples(text, metric).First()).Select(m => m.Groups["name"].Value);

    private static IEnumerable<string> Samples(string text, string metric) =>
        text.Split('\n').Where(l => l.StartsWith(metric + "{", StringComparison.Ordinal) || l.StartsWith(metric + " ", StringComparison.Ordinal));

    [GeneratedRegex("^# TYPE (?<name>[a-z_]+) (?<type>[a-z]+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeoutMs)]
    private static partial Regex TypeLine();

    [GeneratedRegex("(?<name>[a-z_]+)=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeoutMs)]
    private static partial Regex Label();
}
