using Visor.Model;

namespace Visor.History;

/// <summary>Something that has happened to a node, as its journal tells it afterwards.</summary>
/// <param name="At">When it began, by the clock of that moment.</param>
/// <param name="Tag">The release that ran, or that was to run; empty: not known.</param>
internal abstract record HistoryEvent(DateTimeOffset At, string Tag)
{
    /// <summary>A Visor has begun to work on this home.</summary>
    public sealed record SupervisorStarted(DateTimeOffset At, string Tag, string Version) : HistoryEvent(At, Tag);

    /// <summary>What runs from here on, by the operator's choice.</summary>
    public sealed record Selected(DateTimeOffset At, string Tag, string Why) : HistoryEvent(At, Tag);

    /// <summary>An upgrade that has become due.</summary>
    /// <param name="Tag">The new release.</param>
    /// <param name="From">The old one; empty: not known.</param>
    /// <param name="SwitchedAt">When <c>current</c> named the new release; null: it does not yet.</param>
    /// <param name="Downtime">From due to the first answer of the new core; null: it has not answered, or that is not known.</param>
    /// <param name="UntilReady">The same; of a journal that an older Visor wrote it is known where the parts are not.</param>
    public sealed record Upgrade(
        DateTimeOffset At, string From, string Tag, ulong Height, DateTimeOffset? SwitchedAt, Downtime? Downtime, TimeSpan? UntilReady) : HistoryEvent(At, Tag)
    {
        /// <summary>What the app of the new release has said of it; null: nothing.</summary>
        public UpgradeProof? Proof { get; init; }
    }

    /// <summary>A person's word that another release runs.</summary>
    /// <param name="Tag">The release that was wanted.</param>
    /// <param name="From">The one that ran; empty: not known.</param>
    /// <param name="Height">The snapshot it was to begin from; null: where the node stood.</param>
    /// <param name="CalledOff">The upgrade that was called off with it, for people; null: none.</param>
    /// <param name="SwitchedAt">When <c>current</c> named it; null: it does not yet, or an upgrade came first.</param>
    /// <param name="Downtime">From the word, or from due if an upgrade was, to the first answer of the new core; null: it has not answered, or that is not known.</param>
    /// <param name="UntilReady">From the word to the first answer of the new core; null: likewise.</param>
    public sealed record Switch(
        DateTimeOffset At,
        string From,
        string Tag,
        string By,
        string? Reason,
        ulong? Height,
        string? CalledOff,
        DateTimeOffset? SwitchedAt,
        Downtime? Downtime,
        TimeSpan? UntilReady) : HistoryEvent(At, Tag);

    /// <summary>A person has settled a contradiction.</summary>
    /// <param name="Word">As it was typed, such as <c>--keep-journal</c>.</param>
    /// <param name="Found">What it was found by; null: the episodes beside it say it.</param>
    public sealed record Resolved(DateTimeOffset At, string Tag, string Word, string By, string? Found) : HistoryEvent(At, Tag);

    /// <summary>The node failed, or was not whole, and was started again.</summary>
    /// <param name="Downtime">From the failure to the first answer; null: it has not answered, or that is not known.</param>
    /// <param name="UntilReady">The same.</param>
    public sealed record Restart(DateTimeOffset At, string Tag, string Reason, Downtime? Downtime, TimeSpan? UntilReady) : HistoryEvent(At, Tag)
    {
        /// <summary>A process was about to be started again, or was.</summary>
        public bool IsMade { get; init; }

        /// <summary>It is the last that the journal tells of this node: the start, or the answer, is still to come.</summary>
        public bool IsUnderWay { get; init; }

        /// <summary>It has answered.</summary>
        public bool IsAnswered => Downtime is not null || UntilReady is not null;
    }

    /// <summary>Visor has given the node up.</summary>
    /// <param name="Downtime">From the failure that came before, to the first answer of what was started later; null: it has not answered, or that is not known.</param>
    public sealed record Failure(DateTimeOffset At, string Tag, string Reason, Downtime? Downtime = null) : HistoryEvent(At, Tag);

    /// <summary>The node was stopped on request.</summary>
    /// <param name="Downtime">From the exit of the last process to the next answer; null: it has not answered since.</param>
    public sealed record Stop(DateTimeOffset At, string Tag, TimeSpan? Downtime) : HistoryEvent(At, Tag);

    /// <summary>An operator holds the switch.</summary>
    /// <param name="By">Who; null: not known.</param>
    /// <param name="Since">When it was set, which a Visor may have seen later; null: not known.</param>
    public sealed record Held(DateTimeOffset At, string Tag, string Reason, string? By, DateTimeOffset? Since) : HistoryEvent(At, Tag);

    /// <summary>The hold is gone.</summary>
    /// <param name="By">Who has lifted it; null: not known.</param>
    /// <param name="Reason">Of the hold.</param>
    public sealed record HoldLifted(DateTimeOffset At, string Tag, string Reason, string? By) : HistoryEvent(At, Tag);

    /// <summary>Visor has ended and left the node running for the next one.</summary>
    public sealed record Handover(DateTimeOffset At, string Tag) : HistoryEvent(At, Tag);
}
