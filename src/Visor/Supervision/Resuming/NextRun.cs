using System.Diagnostics;
using Visor.Lifecycle;
using Visor.Supervision.Journaling;

namespace Visor.Supervision.Resuming;

/// <summary>What the next <c>visor run</c> will do, for people. Pure.</summary>
internal static class NextRun
{
    /// <param name="active">What runs, or ran last, on this home.</param>
    /// <returns>Without a subject: <c>starts …</c>.</returns>
    public static string Of(ActiveRelease active, JournalHistory history, Survival survival) => Resumption.Of(active, history, survival) switch
    {
        NodeState.Starting when SnapshotFlag.Choose([], hasDataNode: false, active, StartCause.Fresh) is SnapshotChoice.From from => $"starts {Named(active.Release)} from the snapshot of block {from.Height}",
        NodeState.Starting => $"starts {Named(active.Release)}",
        NodeState.Connecting => $"adopts {Named(active.Release)}, which lives, as it is",
        NodeState.Incomplete or NodeState.Stopping { Then: AfterStop.StartAnew } => $"stops what is left of the node and starts {Named(active.Release)}",
        NodeState.Due { SetLives: true, Next: var next } => $"adopts {Named(active.Release)}, which lives, {AndUpgrades(next)}",
        NodeState.Due { Next: var next } => $"starts nothing of {active.Release.Tag} any more {AndUpgrades(next)}",
        NodeState.Stopping { Then: AfterStop.AwaitUpgrade { Next: var next } } => $"stops what is left of the node {AndUpgrades(next)}",
        NodeState.Stopping { Then: AfterStop.Activate a } => $"stops what is left of {active.Release.Tag} and switches to {Named(a.To)} at block {a.Plan.Height}",
        NodeState.Obeying o => $"switches to {Named(o.Order.To)}, as {o.Order.By} wants",
        NodeState.Stopping { Then: AfterStop.Obey o } => $"stops what is left of {active.Release.Tag} and switches to {Named(o.Order.To)}, as {o.Order.By} wants",
        NodeState.Activating a => $"switches to {Named(a.To)} at block {a.Plan.Height}",
        _ => throw new UnreachableException(),
    };

    private static string Named(Release release) => $"{release.Tag} in {release.Folder}";

    private static string AndUpgrades(Preparation next) =>
        Preparation.PlanOf(next) is { } plan ? $"and goes on with the upgrade to {plan.Tag} at block {plan.Height}" : "";
}
