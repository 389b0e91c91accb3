namespace Visor.Model;

/// <summary>What a downtime consists of, in whole milliseconds each; null: not known.</summary>
internal sealed record DowntimeParts(long? HoldMs, long? ReleaseMs, long? StopMs, long? SwitchMs, long? StartMs)
{
    public static DowntimeParts None { get; } = new(0, 0, 0, 0, 0);

    public long? Of(DowntimePart part) => part switch
    {
        DowntimePart.Hold => HoldMs,
        DowntimePart.Release => ReleaseMs,
        DowntimePart.Stop => StopMs,
        DowntimePart.Switch => SwitchMs,
        _ => StartMs,
    };

    /// <summary>Of all of them; null: one is not known.</summary>
    public long? Sum() => HoldMs + ReleaseMs + StopMs + SwitchMs + StartMs;

    /// <param name="part">Null: a Visor wrote the journal that did not note what was waited for, so none of what comes before a switch is known.</param>
    public DowntimeParts Plus(DowntimePart? part, long milliseconds) => part switch
    {
        DowntimePart.Hold => this with { HoldMs = HoldMs + milliseconds },
        DowntimePart.Release => this with { ReleaseMs = ReleaseMs + milliseconds },
        DowntimePart.Stop => this with { StopMs = StopMs + milliseconds },
        DowntimePart.Switch => this with { SwitchMs = SwitchMs + milliseconds },
        DowntimePart.Start => this with { StartMs = StartMs + milliseconds },
        _ => this with { HoldMs = null, ReleaseMs = null, StopMs = null },
    };
}
