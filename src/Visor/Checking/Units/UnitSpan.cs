using System.Globalization;
using System.Text.RegularExpressions;

namespace Visor.Checking.Units;

/// <summary>Spans of time as systemd writes them, systemd.time(7): <c>90</c>, <c>1min 30s</c>, <c>infinity</c>.</summary>
internal static partial class UnitSpan
{
    /// <returns>Null: it is none that is understood.</returns>
    public static TimeSpan? Parse(string text)
    {
        if (text is "infinity" or "0")
            return TimeSpan.MaxValue; // Of a timeout, 0 is none too.
        var sum = TimeSpan.Zero;
        var parts = Part().Matches(text);
        if (parts.Count == 0 || parts.Sum(p => p.Length) != text.Length)
            return null;
        foreach (Match part in parts)
        {
            if (!double.TryParse(part.Groups["number"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || UnitOf(part.Groups["unit"].Value) is not { } unit)
                return null;
            sum += unit * number;
        }

        return sum;
    }

    private static TimeSpan? UnitOf(string unit) => unit switch
    {
        "us" or "usec" => TimeSpan.FromMicroseconds(1),
        "ms" or "msec" => TimeSpan.FromMilliseconds(1),
        "" or "s" or "sec" or "second" or "seconds" => TimeSpan.FromSeconds(1),
        "m" or "min" or "minute" or "minutes" => TimeSpan.FromMinutes(1),
        "h" or "hr" or "hour" or "hours" => TimeSpan.FromHours(1),
        "d" or "day" or "days" => TimeSpan.FromDays(1),
        "w" or "week" or "weeks" => TimeSpan.FromDays(7),
        _ => null,
    };

    [GeneratedRegex(@"\s*(?<number>[0-9]+(\.[0-9]+)?)\s*(?<unit>[a-z]*)\s*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Part();
}
