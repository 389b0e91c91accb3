namespace Visor.Model.Events;

/// <summary>Something that has happened to the node.</summary>
/// <param name="Release">What runs, or ran last.</param>
/// <param name="Tag">The release of the upgrade it is about; null: it is about none.</param>
/// <param name="Height">The block of that upgrade.</param>
/// <param name="Reason">Why, where there is a why.</param>
internal sealed record VisorEvent(EventKind Kind, DateTimeOffset At, string Release, string? Tag, ulong? Height, string? Reason)
{
    public const int MaxReasonChars = 1000;

    /// <summary>An event about a plan.</summary>
    public static VisorEvent About(EventKind kind, Release running, UpgradePlan? plan, DateTimeOffset at, string? reason = null) => new(
        kind, at, running.Tag.Value, plan?.Tag.Value, plan?.Height, reason is null ? null : PlainText.Excerpt(reason, MaxReasonChars));

    /// <summary>The operator who ordered it; null: no operator did.</summary>
    public string? By { get; init; }

    /// <summary>The upgrade that is called off with the word, for people; null: none.</summary>
    public string? CalledOff { get; init; }

    /// <summary>The word of the node's <see cref="Model.Health"/> once this had happened; null: it is asked for before that is known.</summary>
    public string? Health { get; init; }

    /// <summary>What the process whose end it is about wrote last; null: it is about none.</summary>
    public LastOutput? LastOutput { get; init; }

    /// <summary>Of an upgrade that is done; null: it is about none, or that is not known.</summary>
    public Downtime? Downtime { get; init; }

    /// <summary>The command that ends a hold of this node.</summary>
    public string Resume { get; init; } = "visor resume";

    /// <summary>One sentence for people, without a full stop.</summary>
    public string Text => Kind switch
    {
        EventKind.Accepted => $"{Release}: the network has accepted the upgrade to {Tag} at block {Height}",
        EventKind.Staged => $"{Release}: {Tag}{(Height is { } height ? $" for block {height}" : "")} is READY",
        EventKind.NotReady => $"{Release}: {Tag} for block {Height} is NOT READY: {Reason}",
        EventKind.Due => $"{Release}: the upgrade to {Tag} is due, the node waits at block {Height}",
        EventKind.Held => $"{Release}: the upgrade to {Tag} is due but on HOLD, the node misses blocks: {Reason}; run `{Resume}` to continue",
        EventKind.Upgraded => $"{Tag} is ready, upgraded at block {Height}, {Downtime.Format(Downtime)}",
        EventKind.Restarted => $"{Release}: the node failed; restarting it: {Reason}",
        EventKind.Failed => $"{Release}: Visor gave up and the node is DOWN: {Reason}",
        EventKind.ConfigBroken => $"{Release}: the configuration has an error; Visor keeps using the last valid one: {Reason}",
        EventKind.Drifted => $"{Release}: running, but {Reason}",
        EventKind.Mended => $"{Release}: fixed: a restart would run the running release again",
        EventKind.Ordered => $"{Release}: {By ?? "an operator"} switches to {Tag}{(Height is { } from ? $" from block {from}" : "")}"
            + $"{(CalledOff is null ? "" : $" and calls the upgrade to {CalledOff} off")}: {Reason ?? "no reason given"}",
        EventKind.HoldSet => $"{Release}: {By ?? "an unknown user"} set a hold: {Reason}; no switch until `{Resume}`",
        EventKind.HoldLifted => $"{Release}: {By ?? "an unknown user"} released the hold: {Reason}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
