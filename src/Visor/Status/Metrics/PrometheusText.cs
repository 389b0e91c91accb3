using System.Globalization;
using System.Text;
using Visor.Model;

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

    /// <summary>A value that only grows until the process restarts.</summary>
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

/// <summary>One value of a metric.</summary>
/// <param name="Labels">As <see cref="Label"/> writes them; empty: none.</param>
internal readonly record struct Sample(decimal Value, string Labels = "")
{
    public Sample(bool value, string labels = "")
        : this(value ? 1 : 0, labels)
    {
    }

    /// <summary>Never with an exponent: people read it too.</summary>
    public string Number => Value.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>Seconds since the UNIX epoch, to the millisecond.</summary>
    public static Sample At(DateTimeOffset time, string labels = "") => new(time.ToUnixTimeMilliseconds() / 1000m, labels);

    /// <summary>In seconds.</summary>
    public static Sample Of(TimeSpan duration, string labels = "") => new(duration.Ticks / (decimal)TimeSpan.TicksPerSecond, labels);
}

/// <summary>Labels as they stand behind the name of a metric.</summary>
internal static class Label
{
    public static string Format(string name, string value) => $"{{{Pair(name, value)}}}";

    public static string Format(string name, string value, string name2, string value2) => $"{{{Pair(name, value)},{Pair(name2, value2)}}}";

    // Names are this program's own; values may come from the network, so they are also short and printable.
    private static string Pair(string name, string value) => $"{name}=\"{Escaped(PlainText.Excerpt(value))}\"";

    private static string Escaped(string value) => value
        .Replace("\\", @"\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", @"\n", StringComparison.Ordinal);
}
