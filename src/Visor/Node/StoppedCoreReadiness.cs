using System.Collections.Immutable;
using Visor.Model;
using Visor.Processes;

namespace Visor.Node;

/// <summary>What is known of a core once it has ended: by its answers, and by the way it ended. Pure.</summary>
internal static class StoppedCoreReadiness
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
    public static UpgradeReadiness? Decide(UpgradeReadiness? before, UpgradeReadiness? after, CoreExit? end, UpgradePlan? agreed, bool hasWitness, ulong? atMost)
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
                : new UpgradeReadiness.Unknown("it was killed, either by itself, as a node ready to upgrade does, or by something else", MayListen: false);
        }

        if (end is { WasKilled: false, Exit: not { Code: null, Signal: null } })
            return new UpgradeReadiness.NotDue();

        if (before is UpgradeReadiness.NotDue || after is UpgradeReadiness.NotDue)
        {
            return IsOpen(new UpgradeReadiness.NotDue(), agreed, hasWitness, atMost)
                ? new UpgradeReadiness.Unknown("it was not ready when queried, and its exit does not tell whether it was later", MayListen: false)
                : new UpgradeReadiness.NotDue();
        }

        return before ?? new UpgradeReadiness.Unknown("it was not queried", MayListen: false);
    }

    /// <summary>
    /// Whether what a core has said before its end leaves open what it was at its end, if nobody sees that. One that was not ready may have become so a moment later;
    /// where nothing could tell afterwards its answer counts, or no core could be stopped while an upgrade is agreed on.
    /// </summary>
    public static bool IsOpen(UpgradeReadiness? word, UpgradePlan? agreed, bool hasWitness, ulong? atMost) =>
        agreed is not null && !(atMost < agreed.Height) && (word is UpgradeReadiness.Unknown || (word is UpgradeReadiness.NotDue && (hasWitness || atMost is not null)));
}

/// <param name="Alive">What lived when the stop began.</param>
/// <param name="Killed">What did not stop in the grace period and got SIGKILL, for people.</param>
/// <param name="Word">What is known of the core now that it has ended; null: it had ended before the stop began.</param>
internal sealed record NodeStopResult(ImmutableArray<SupervisedProcess> Alive, ImmutableArray<string> Killed, UpgradeReadiness? Word);

/// <param name="WasKilled">Visor killed it, so its end says nothing.</param>
internal sealed record CoreExit(ProcessExit Exit, bool WasKilled);

/// <summary>What is known of a core that is to be stopped: whether it is ready to upgrade, which nobody knows but its process.</summary>
internal abstract record UpgradeReadiness
{
    private UpgradeReadiness()
    {
    }

    /// <summary>It is ready: the old release must not be started again.</summary>
    public sealed record Due(UpgradePlan Plan) : UpgradeReadiness;

    /// <summary>It has said, or its end has shown, that it is not ready.</summary>
    public sealed record NotDue : UpgradeReadiness;

    /// <summary>It has said nothing. That is not the same as not being ready.</summary>
    /// <param name="MayListen">A process may hold its socket, so a retry may help.</param>
    public sealed record Unknown(string Why, bool MayListen) : UpgradeReadiness;
}
