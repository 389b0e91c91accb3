using System.Globalization;

namespace Visor.Status.Page;

/// <summary>Times and spans as people read them, and as a program reads them beside it.</summary>
internal static class Moment
{
    /// <summary><c>45 s</c>, <c>12 min 5 s</c>, <c>3 h 12 min</c>, <c>2 d 3 h</c>.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        _ when span < TimeSpan.Zero => "0 s",
        { TotalSeconds: < 60 } => $"{span.Seconds} s",
        { TotalMinutes: < 60 } => $"{span.Minutes} min {span.Seconds} s",
        { TotalHours: < 24 } => $"{(int)span.TotalHours} h {span.Minutes} min",
        _ => $"{(int)span.TotalDays} d {span.Hours} h",
    };

    /// <summary>A downtime, which may be far below a second: <c>312 ms</c>, <c>4.2 s</c>, else like <see cref="Span"/>.</summary>
    public static string Short(TimeSpan span) => span switch
    {
        { TotalMilliseconds: < 1000 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s"),
        _ => Span(span),
    };

    /// <summary>In the time of the world, since a validator's operators rarely sit in one place.</summary>
    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static Html Time(DateTimeOffset at) => Html.Of($"<time datetime=\"{Stamp(at)}\">{Text(at)}</time>");
}
