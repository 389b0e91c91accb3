using System.Globalization;

namespace Visor.Status.Metrics;

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
