using Visor.Lifecycle;

namespace Visor.Supervision.Ending;

/// <summary>What is known of a core once it has ended: by its answers, and by the way it ended. Pure.</summary>
internal static class LastWord
{
    private const int SigKill = 9;
    private const int ShellsSigKill = 128 + SigKill;

    /// <param name="before">Its last word before SIGTERM; null: it was not asked.</param>
    /// <param name="after">Its last answer after that; null: none.</param>
    /// <param name="end">Null: it had ended before it was told to stop.</param>
    /// <param name="agreed">What the network has agreed on, as far as Visor knows; null: nothing.</param>
    /// <param name="hasDataNode">Its history tells the next start what has happened.</param>
    /// <param name="atMost">The highest block it can have reached; null: not known.</param>
    /// <returns>Null: it had ended before, and nothing was said.</returns>
    public static CoreWord? Of(CoreWord? before, CoreWord? after, CoreEnd? end, UpgradePlan? agreed, bool hasDataNode, ulong? atMost)
    {
        if (after is CoreWord.Due || before is CoreWord.Due)
            return after as CoreWord.Due ?? before;
        if (end is null)
            return after;
        if (agreed is not null && atMost < agreed.Height)
            return new CoreWord.NotDue();
        if (end is { WasKilled: false, Exit: { Signal: SigKill } or { Code: ShellsSigKill } })
        {
            return agreed is not null && !hasDataNode && before is CoreWord.NotKnown && after is null
                ? new CoreWord.Due(agreed)
                : new CoreWord.NotKnown("it was killed, by itself as a core does that is ready to upgrade, or by somebody else", MayListen: false);
        }

        if (end is { WasKilled: false, Exit: not { Code: null, Signal: null } })
            return new CoreWord.NotDue();

        if (before is CoreWord.NotDue || after is CoreWord.NotDue)
        {
            return IsOpen(new CoreWord.NotDue(), agreed, hasDataNode, atMost)
                ? new CoreWord.NotKnown("it was not when it was asked, and its end says nothing about the moment after that", MayListen: false)
                : new CoreWord.NotDue();
        }

        return before ?? new CoreWord.NotKnown("it was not asked", MayListen: false);
    }

    /// <summary>
    /// Whether what a core has said before its end leaves open what it was at its end, if nobody sees that. One that was not ready may have become so a moment later;
    /// where nothing could tell afterwards its answer counts, or no core could be stopped while an upgrade is agreed on.
    /// </summary>
    public static bool IsOpen(CoreWord? word, UpgradePlan? agreed, bool hasDataNode, ulong? atMost) =>
        agreed is not null && !(atMost < agreed.Height) && (word is CoreWord.NotKnown || (word is CoreWord.NotDue && (hasDataNode || atMost is not null)));
}
