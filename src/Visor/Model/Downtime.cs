using System.Collections.Immutable;

namespace Visor.Model;

/// <summary>
/// How long a node was down: from the moment the old release was due, or failed, or was told to give way by a person's word, until the new one has answered.
/// </summary>
/// <param name="TotalMs">Milliseconds; the sum of the parts, if all of them are known.</param>
internal sealed record Downtime(long TotalMs, DowntimeParts Parts)
{
    private static readonly ImmutableArray<(DowntimePart Part, string Words)> Words =
    [
        (DowntimePart.Hold, "held"), (DowntimePart.Release, "waited for release"), (DowntimePart.Stop, "stop"), (DowntimePart.Switch, "switch"), (DowntimePart.Start, "start"),
    ];

    /// <summary>True: by the times in the journal, because no Visor has seen it from its beginning to its end; null: by one clock that nobody sets.</summary>
    public bool? FromJournal { get; init; }

    /// <summary>As a status or a history says it.</summary>
    /// <param name="clock">The word that <see cref="Clock"/> has made.</param>
    public static Downtime Published(long totalMs, DowntimeParts parts, string? clock) => new(totalMs, parts) { FromJournal = clock is "journal" ? true : null };

    /// <summary>The clock in the word of the JSON.</summary>
    public string Clock() => FromJournal == true ? "journal" : "monotonic";

    /// <summary>Such as <c>downtime 19.0 s (waited for release 18.6 s, stop 0.2 s, switch 4 ms, start 0.2 s)</c>; what took no time is left out.</summary>
    public static string Format(Downtime? downtime) => downtime is null ? "downtime unknown" : $"downtime {downtime.Figures()}";

    /// <summary>Of one that goes on.</summary>
    public string SoFar() => $"downtime so far {Figures()}";

    private string Figures()
    {
        List<string> parts = [.. Words.Where(w => Parts.Of(w.Part) > 0).Select(w => $"{w.Words} {Span(Parts.Of(w.Part)!.Value)}")];
        if (Unknown() is { } unknown)
            parts.Insert(0, unknown);
        var clock = FromJournal == true ? "by the times in the journal" : null;
        var inside = string.Join("; ", new[] { parts.Count == 0 ? null : string.Join(", ", parts), clock }.OfType<string>());
        return inside.Length == 0 ? Span(TotalMs) : $"{Span(TotalMs)} ({inside})";
    }

    // What each of them took is not known; what all of them took is.
    private string? Unknown()
    {
        var unknown = Words.Where(w => Parts.Of(w.Part) is null).Select(w => w.Words).ToArray();
        var rest = TotalMs - Words.Sum(w => Parts.Of(w.Part) ?? 0);
        return unknown switch
        {
            [] => null,
            [var one] => $"{one} {Span(rest)}",
            _ => $"{string.Join(", ", unknown[..^1])} and {unknown[^1]} together {Span(rest)}",
        };
    }

    private static string Span(long milliseconds) => Spans.Format(TimeSpan.FromMilliseconds(milliseconds));
}
