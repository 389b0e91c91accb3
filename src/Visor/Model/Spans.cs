using System.Globalization;

namespace Visor.Model;

/// <summary>Spans of time as people read them.</summary>
internal static class Spans
{
    /// <summary>The two largest units: <c>2.1 s</c>, <c>3 min 5 s</c>, <c>2 h 5 min</c>, <c>3 d 4 h</c>.</summary>
    public static string Format(TimeSpan span) => span switch
    {
        { Ticks: < 0 } => "0 s",
        { TotalMilliseconds: < 100 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 59.95 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s"),
        { TotalHours: < 1 } => Two((long)span.TotalMinutes, "min", span.Seconds, "s"),
        { TotalDays: < 1 } => Two((long)span.TotalHours, "h", span.Minutes, "min"),
        _ => Two((long)span.TotalDays, "d", span.Hours, "h"),
    };

    /// <summary>An age, in whole seconds while it is short.</summary>
    public static string Age(TimeSpan span) => span < TimeSpan.FromMinutes(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, Math.Floor(span.TotalSeconds)):0} s")
        : Format(span);

    /// <summary>The largest unit, rounded: what is only estimated is not told to the second.</summary>
    public static string Rough(TimeSpan span) => span switch
    {
        { TotalSeconds: < 90 } => Rounded(Math.Max(1, span.TotalSeconds), "s"),
        { TotalMinutes: < 90 } => Rounded(span.TotalMinutes, "min"),
        { TotalHours: < 36 } => Rounded(span.TotalHours, "h"),
        _ => Rounded(span.TotalDays, "days"),
    };

    private static string Rounded(double number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(number):0} {unit}");

    private static string Two(long large, string largeUnit, int small, string smallUnit) =>
        small == 0 ? $"{large} {largeUnit}" : $"{large} {largeUnit} {small} {smallUnit}";
}
