using Visor.Lifecycle;

namespace Visor.Journaling;

/// <summary>What a stop is for.</summary>
internal enum StopKind
{
    /// <summary>Visor was asked to stop its node.</summary>
    Asked,

    /// <summary><c>visor stop</c>, where no Visor runs.</summary>
    Command,

    /// <summary>The same release is started again.</summary>
    Restart,

    /// <summary>The same, because an earlier Visor has left only a part of the node.</summary>
    StartFresh,

    /// <summary>An upgrade is due, and only its release is started again.</summary>
    Upgrade,

    /// <summary>A person wants another release.</summary>
    Switch,

    /// <summary>Nothing is started again.</summary>
    GiveUp,
}

/// <summary>Why a node is stopped, as the journal keeps it.</summary>
/// <param name="Why">For people.</param>
internal sealed record StopReason(StopKind Kind, string Why)
{
    // A Visor that knew no kinds wrote them in front of the words.
    private const string OldRestart = "restart: ";
    private const string OldStartFresh = "start anew: ";
    private const string OldAsked = "asked to stop";

    public static StopReason Of(StopPurpose then) => then switch
    {
        StopPurpose.Restart restart => new(StopKind.Restart, restart.Reason),
        StopPurpose.StartFresh fresh => new(StopKind.StartFresh, fresh.Reason),
        StopPurpose.GiveUp giveUp => new(StopKind.GiveUp, giveUp.Why.Reason),
        StopPurpose.SwitchAsOrdered obey => new(StopKind.Switch, $"{obey.Order.By} ordered {obey.Order.To.Tag}"),
        StopPurpose.AwaitUpgrade => new(StopKind.Upgrade, "a process ended while the upgrade was due"),
        _ => new(StopKind.Asked, OldAsked),
    };

    /// <returns>Null: a Visor that knew no kinds wrote it, and its words do not tell.</returns>
    public static StopReason? Of(JournalEntry.Stopping entry) => entry switch
    {
        { Kind: { } kind } => new(kind, entry.Why),
        { Why: OldAsked } => new(StopKind.Asked, entry.Why),
        { Why: var why } when why.StartsWith(OldRestart, StringComparison.Ordinal) => new(StopKind.Restart, why[OldRestart.Length..]),
        { Why: var why } when why.StartsWith(OldStartFresh, StringComparison.Ordinal) => new(StopKind.StartFresh, why[OldStartFresh.Length..]),
        _ => null,
    };
}
