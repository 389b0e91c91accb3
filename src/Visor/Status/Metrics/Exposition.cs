using System.Text;

namespace Visor.Status.Metrics;

/// <summary>
/// Writes the text exposition format of Prometheus, version 0.0.4: for each family its help, its type and its samples, lines
/// ended by a line feed (https://prometheus.io/docs/instrumenting/exposition_formats/).
/// </summary>
internal sealed class Exposition
{
    private readonly StringBuilder _text = new();

    /// <summary>A value that can fall. Without a sample there is no trace of it.</summary>
    /// <param name="help">One line for people.</param>
    public void Gauge(string name, string help, params ReadOnlySpan<Sample> samples) => Family("gauge", name, help, samples);

    /// <summary>A value that only grows, until whoever counts begins anew.</summary>
    /// <inheritdoc cref="Gauge"/>
    public void Counter(string name, string help, params ReadOnlySpan<Sample> samples) => Family("counter", name, help, samples);

    public override string ToString() => _text.ToString();

    private void Family(string type, string name, string help, ReadOnlySpan<Sample> samples)
    {
        if (samples.IsEmpty)
            return;
        _text.Append("# HELP ").Append(name).Append(' ').Append(Escaped(help)).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        foreach (var sample in samples)
            _text.Append(name).Append(sample.Labels).Append(' ').Append(sample.Number).Append('\n');
    }

    private static string Escaped(string help) =>
        help.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);
}
