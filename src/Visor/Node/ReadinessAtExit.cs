using Visor.Model;

namespace Visor.Node;

/// <summary>What is known of a core once it has ended: by its answers, and by the way it ended. Pure.</summary>
internal static class ReadinessAtExit
{
    private const int SigKill = 9;
    private const int ShellsSigKill = 128 + SigKill;

    /// <param name="before">Its last word before SIGTERM; null: it was not asked.</param>
    /// <param name="after">Its last answer after that; null: none.</param>
    /// <param name="end">Null: it had ended before it was told to stop.</param>
    /// <param name="agreed">What the network has agreed on, as far as Visor knows; null: nothing.</param>
    /// <param name="hasWitness">Something tells the next start what has happened.</param>
    /// <param name="atMost">The highest block it can have reached; null: not known.</param>
    /// <returns>Null: it had ended before, and nothing was said.</returns>
    public static UpgradeReadiness? Of(UpgradeReadiness? before, UpgradeReadiness? after, CoreExit? end, UpgradePlan? agreed, bool hasWitness, ulong? atMost)
    {
        if (after is UpgradeReadiness.Due || before is UpgradeReadiness.Due)
            return after as UpgradeReadiness.Due ?? before;
        if (end is null)
            return after;
        if (agreed is not null && atMost < agreed.Height)
            return new UpgradeReadiness.NotDue();
        if (end is { WasKilled: false, Exit: { Signal: SigKill } or { Code: ShellsSigKill } })
        {
            return agreed is not null && !hasWitness && before is UpgradeReadiness.Unknown && after is null
                ? new UpgradeReadiness.Due(agreed)
                : new UpgradeReadiness.Unknown("it was killed, by itself as a node does that is ready to upgrade, or by somebody else", MayListen: false);
        }

        if (end is { WasKilled: false, Exit: not { Code: null, Signal: null } })
            return new UpgradeReadiness.NotDue();

        if (before is UpgradeReadiness.NotDue || after is UpgradeReadiness.NotDue)
        {
            return IsOpen(new UpgradeReadiness.NotDue(), agreed, hasWitness, atMost)
                ? new UpgradeReadiness.Unknown("it was not when it was asked, and its end says nothing about the moment after that", MayListen: false)
                : new UpgradeReadiness.NotDue();
        }

        return before ?? new UpgradeReadiness.Unknown("it was not asked", MayListen: false);
    }

    /// <summary>
    /// Whether what a core has said before its end leaves open what it was at its end, if nobody sees that. One that was not ready may have become so a moment later;
    /// where nothing could tell afterwards its answer counts, or no core could be stopped while an upgrade is agreed on.
    /// </summary>
    public static bool IsOpen(UpgradeReadiness? word, UpgradePlan? agreed, bool hasWitness, ulong? atMost) =>
        agreed is not null && !(atMost < agreed.Height) && (word is UpgradeReadiness.Unknown || (word is UpgradeReadiness.NotDue && (hasWitness || atMost is not null)));
}
