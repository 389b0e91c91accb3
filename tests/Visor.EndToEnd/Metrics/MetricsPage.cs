using System.Globalization;
using Visor.EndToEnd.Harness;

namespace Visor.EndToEnd.Metrics;

/// <summary>A text in Prometheus' exposition format, as far as tests ask: one sample a series.</summary>
internal sealed class MetricsPage
{
    private readonly Dictionary<string, double> _samples;

    private MetricsPage(string text)
    {
        Text = text;
        _samples = text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#')
            .ToDictionary(
                line => line[..line.LastIndexOf(' ')],
                line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture),
                StringComparer.Ordinal);
    }

    public string Text { get; }

    /// <summary>The names of all metrics.</summary>
    public IReadOnlyList<string> Names => [.. _samples.Keys.Select(series => series.Split('{')[0]).Distinct(StringComparer.Ordinal)];

    /// <param name="series">Its name with its labels, as it stands in the text.</param>
    /// <returns>Null: it is not there.</returns>
    public double? this[string series] => _samples.TryGetValue(series, out var value) ? value : null;

    /// <summary>Of a node's <c>.visor/metrics.prom</c>; null: there is none yet.</summary>
    public static MetricsPage? Of(TestNode node)
    {
        var file = PathOf(node);
        return File.Exists(file) ? new MetricsPage(File.ReadAllText(file)) : null;
    }

    public static string PathOf(TestNode node) => node.In(".visor", "metrics.prom");

    /// <summary>Waits until all these series have these values in a node's file.</summary>
    public static Task<MetricsPage> WaitFor(TestNode node, params (string Series, double Value)[] expected) => Eventually.See(
        () => Of(node) is { } page && Array.TrueForAll(expected, e => page[e.Series] is { } value && value.Equals(e.Value)) ? page : null,
        () => $"{string.Join(", ", expected)} in\n{Of(node)?.Text}\n{node.Everything()}");
}
