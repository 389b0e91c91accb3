using System.Diagnostics;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;

namespace Visor.Recovery;

/// <summary>What the next <c>visor run</c> will do, for people. Pure.</summary>
internal static class NextRunPreview
{
    /// <param name="active">What runs, or ran last, on this home.</param>
    /// <param name="block">Which the next start begins with; null: it is left to the process.</param>
    /// <returns>Without a subject: <c>starts …</c>.</returns>
    public static string Describe(ActiveRelease active, JournalState history, Liveness survival, ulong? block) => RecoveryDecision.Decide(active, history, survival) switch
    {
        NodeState.Starting when block is not null => $"starts {Named(active.Release)} from the snapshot at block {block}",
        NodeState.Starting => $"starts {Named(active.Release)}",
        NodeState.Connecting => $"adopts {Named(active.Release)}, which keeps running",
        NodeState.PartiallyRunning or NodeState.Stopping { Then: StopPurpose.StartFresh } => $"stops what is left of the node and starts {Named(active.Release)}",
        NodeState.Due { ProcessesAlive: true, Next: var next } => $"adopts {Named(active.Release)}, which is running, {AndUpgrades(next)}",
        NodeState.Due { Next: var next } => $"does not start {active.Release.Tag} again {AndUpgrades(next)}",
        NodeState.Stopping { Then: StopPurpose.AwaitUpgrade { Next: var next } } => $"stops what is left of the node {AndUpgrades(next)}",
        NodeState.Stopping { Then: StopPurpose.Activate a } => $"stops what is left of {active.Release.Tag} and switches to {Named(a.To)} at block {a.Plan.Height}",
        NodeState.ActivatingOrder o => $"switches to {Named(o.Order.To)}, ordered by {o.Order.By}",
        NodeState.Stopping { Then: StopPurpose.SwitchAsOrdered o } => $"stops what is left of {active.Release.Tag} and switches to {Named(o.Order.To)}, ordered by {o.Order.By}",
        NodeState.Activating a => $"switches to {Named(a.To)} at block {a.Plan.Height}",
        _ => throw new UnreachableException(),
    };

    private static string Named(Release release) => $"{release.Tag} in {release.Folder}";

    private static string AndUpgrades(Preparation next) =>
        Preparation.PlanOf(next) is { } plan ? $"and continues the upgrade to {plan.Tag} at block {plan.Height}" : "";
}
