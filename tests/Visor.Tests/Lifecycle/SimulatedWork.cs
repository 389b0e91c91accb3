using System.Collections.Immutable;
using Visor.Lifecycle;
using Visor.Model;

namespace Visor.Tests.Lifecycle;

/// <summary>What can come of the work in hand, in a chain that agrees on one upgrade after the other.</summary>
internal static class SimulatedWork
{
    private const ulong BlocksBetweenPlans = 10;

    private static readonly Failure Refusal = new("a stranger answers on the socket", ExitCodes.Busy);

    private static readonly ImmutableArray<UpgradePlan> Plans =
        [.. Enumerable.Range(1, 300).Select(i => new UpgradePlan(ReleaseTag.Parse($"v0.{i + 1}.0"), (ulong)i * BlocksBetweenPlans))];

    /// <summary>The event that <paramref name="choice"/> picks: mostly the end of a piece of work, now and then one from outside.</summary>
    public static NodeEvent Next(NodeState state, int choice)
    {
        if (choice % 40 == 0)
            return new NodeEvent.StopRequested();
        if (choice % 40 == 1)
            return new NodeEvent.ReleaseSourceChanged();
        if (choice % 80 == 2)
            return new NodeEvent.HandoverRequested();
        if (choice % 40 == 4)
            return new NodeEvent.SwitchOrdered(Word(state, choice / 40));
        if (choice % 40 == 3 && state is NodeState.Connecting)
            return new NodeEvent.PlanDue(Next(state.Active));
        var outcomes = WorkItem.For(state).SelectMany(work => Outcomes(work, state.Active)).ToList();
        return outcomes.Count == 0 ? new NodeEvent.StopRequested() : outcomes[choice / 40 % outcomes.Count];
    }

    /// <summary>What a person may want in a state: a hotfix, the upgrade called off or done by hand, the release before once more; and what must be refused.</summary>
    public static SwitchOrder Word(NodeState state, int choice)
    {
        var (active, due) = (state.Active, state is NodeState.Due d ? Preparation.PlanOf(d.Next) : null);
        var hotfix = active.Release with { Tag = ReleaseTag.Parse($"{active.Release.Tag}-{choice % 7}") };
        var before = new Release(ReleaseTag.Parse("v0.0.1"), "before");
        return (choice % 4, due) switch
        {
            (0, { } plan) => new SwitchOrder(new Release(plan.Tag, plan.Tag.Value), plan.Height, plan.Height, Abandons: null, "alice", Reason: null),
            (1 or 2, { } plan) => new SwitchOrder(active.Release, Height: null, active.Passed, plan, "alice", Reason: null),
            (1, null) when active.ActivationHeight > 0 => new SwitchOrder(before, active.ActivationHeight - 1, Passed: 0, Abandons: null, "alice", Reason: null),
            (2, null) when active.ActivationHeight > 0 =>
                new SwitchOrder(before, Height: null, active.Passed, new UpgradePlan(active.Release.Tag, active.ActivationHeight), "alice", Reason: null),
            _ => new SwitchOrder(hotfix, Height: null, active.Passed, Abandons: null, "alice", Reason: null),
        };
    }

    private static UpgradePlan Next(ActiveRelease active) => Plans[(int)(active.Passed / BlocksBetweenPlans)];

    private static IEnumerable<NodeEvent> Outcomes(WorkItem work, ActiveRelease active) => work switch
    {
        WorkItem.Launch w =>
        [
            .. w.Active.Upcoming is { } plan ? [new NodeEvent.PlanDue(plan), new NodeEvent.PlanWithdrawn()] : Array.Empty<NodeEvent>(),
            new NodeEvent.Launched(), new NodeEvent.Launched(), new NodeEvent.Launched(), new NodeEvent.LaunchFailed("no binary"),
            new NodeEvent.LaunchRefused(Refusal),
        ],
        WorkItem.CheckPartialSet => [new NodeEvent.PartialSetConfirmed("only the core lives")],
        WorkItem.MonitorProcesses => [Given.CoreEnded],
        WorkItem.AwaitFirstResponse => [new NodeEvent.Answered(), new NodeEvent.Answered(), new NodeEvent.LivenessTimedOut("no answer")],
        WorkItem.PollCore w => Heard(w.Active),
        WorkItem.AwaitStaging => [new NodeEvent.StagingDelayPassed()],
        WorkItem.Stage w => [new NodeEvent.ReleaseStaged(new Release(w.Plan.Tag, w.Plan.Tag.Value)), new NodeEvent.StagingFailed("no folder")],
        WorkItem.MonitorStaged => [new NodeEvent.StagingFailed("removed")],
        WorkItem.AwaitStability => [new NodeEvent.Stabilized()],
        WorkItem.RunPreSwitchChecks =>
            [new NodeEvent.SwitchCleared(), new NodeEvent.SwitchCleared(), new NodeEvent.SwitchHeld("wait"), new NodeEvent.StagingFailed("changed")],
        WorkItem.AwaitHoldRemoval => [new NodeEvent.HoldRemoved()],
        WorkItem.StopSet { IsReadinessKnown: false } => [new NodeEvent.SetStopped(), new NodeEvent.SetStopped(), new NodeEvent.PlanDue(Next(active))],
        WorkItem.StopSet => [new NodeEvent.SetStopped()],
        WorkItem.SwitchCurrent => [new NodeEvent.ReleaseActivated(), new NodeEvent.ActivationFailed("disk full")],
        WorkItem.AwaitRestart => [new NodeEvent.DelayPassed()],
        _ => throw new InvalidOperationException(work.ToString()),
    };

    private static IEnumerable<NodeEvent> Heard(ActiveRelease active)
    {
        var next = (int)(active.Passed / BlocksBetweenPlans);
        return
        [
            new NodeEvent.PlanAccepted(Plans[next]), new NodeEvent.PlanAccepted(Plans[next + 1]), new NodeEvent.PlanWithdrawn(),
            new NodeEvent.PlanDue(Plans[next]), new NodeEvent.PlanDue(Plans[next + 1]), new NodeEvent.LivenessTimedOut("silence"),
        ];
    }
}
