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
        NodeState.Starting when block is not null => $"starts {Named(active.Release)} from the snapshot of block {block}",
        NodeState.Starting => $"starts {Named(active.Release)}",
        NodeState.Connecting => $"adopts {Named(active.Release)}, which lives, as it is",
        NodeState.PartiallyRunning or NodeState.Stopping { Then: StopPurpose.StartFresh } => $"stops what is left of the node and starts {Named(active.Release)}",
        NodeState.Due { ProcessesAlive: true, Next: var next } => $"adopts {Named(active.Release)}, which lives, {AndUpgrades(next)}",
        NodeState.Due { Next: var next } => $"starts nothing of {active.Release.Tag} any more {AndUpgrades(next)}",
        NodeState.Stopping { Then: StopPurpose.AwaitUpgrade { Next: var next } } => $"stops what is left of the node {AndUpgrades(next)}",
        NodeState.Stopping { Then: StopPurpose.Activate a } => $"stops what is left of {active.Release.Tag} and switches to {Named(a.To)} at block {a.Plan.Height}",
        NodeState.ActivatingOrder o => $"switches to {Named(o.Order.To)}, as {o.Order.By} wants",
        NodeState.Stopping { Then: StopPurpose.SwitchAsOrdered o } => $"stops what is left of {active.Release.Tag} and switches to {Named(o.Order.To)}, as {o.Order.By} wants",
        NodeState.Activating a => $"switches to {Named(a.To)} at block {a.Plan.Height}",
        _ => throw new UnreachableException(),
    };

    private static string Named(Release release) => $"{release.Tag} in {release.Folder}";

    private static string AndUpgrades(Preparation next) =>
        Preparation.PlanOf(next) is { } plan ? $"and goes on with the upgrade to {plan.Tag} at block {plan.Height}" : "";
}
