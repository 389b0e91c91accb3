using System.Collections.Immutable;
using System.Diagnostics;
using Visor.Model;
using static Visor.Lifecycle.NodeState;
using static Visor.Lifecycle.Preparation;

namespace Visor.Lifecycle;

/// <summary>
/// A piece of work that belongs to a state and ends in exactly one event. It is idempotent: doing it again after a crash is
/// how Visor resumes. Two equal pieces are the same piece, which goes on while the states around it change.
/// </summary>
internal abstract record WorkItem
{
    /// <summary>Check, decide the snapshot, start the set.</summary>
    public sealed record Launch(ActiveRelease Active, StartCause Cause) : WorkItem;

    /// <summary>See what is missing of a node that has lost a part.</summary>
    public sealed record CheckPartialSet : WorkItem;

    /// <summary>Notice the first process that ends, and whether its end was the upgrade.</summary>
    /// <param name="IsDue">That is known already.</param>
    public sealed record MonitorProcesses(bool IsDue = false) : WorkItem;

    /// <summary>Ask the core until it answers for the first time.</summary>
    /// <param name="First">Whether this Visor starts the release for the first time, which takes more patience.</param>
    /// <param name="Again">It has answered an earlier Visor, so that its silence is that of a core that runs.</param>
    public sealed record AwaitFirstResponse(bool First, bool Again = false) : WorkItem;

    /// <summary>Ask the core what the network has agreed on.</summary>
    public sealed record PollCore(ActiveRelease Active, UpgradePlan? Known) : WorkItem;

    /// <summary>Wait before an attempt to make the release of a plan ready, which takes less patience once the chain waits for it.</summary>
    public sealed record AwaitStaging(UpgradePlan Plan, int Attempt, TimeSpan AtLeast, bool Due) : WorkItem;

    /// <summary>Make the release of a plan ready. What is being fetched when the plan becomes due goes on being fetched.</summary>
    public sealed record Stage(ActiveRelease Active, UpgradePlan Plan, int Attempt) : WorkItem;

    /// <summary>Notice that a staged release is no longer the one that was proven, long before it is needed.</summary>
    public sealed record MonitorStaged(Release Release) : WorkItem;

    /// <summary>Wait until earlier failures no longer count.</summary>
    public sealed record AwaitStability : WorkItem;

    /// <summary>Wait the operator's delay, run his hook, look at the staged release once more, read the hold.</summary>
    public sealed record RunPreSwitchChecks(ActiveRelease Active, UpgradePlan Plan, Release Release, bool SetLives) : WorkItem;

    /// <summary>Wait until the hold is gone, run the operator's hook, and look at the staged release once more.</summary>
    public sealed record AwaitHoldRemoval(ActiveRelease Active, UpgradePlan Plan, Release Release) : WorkItem;

    /// <summary>Stop whatever runs, and ask the node whether it is ready to upgrade as long as that is not known.</summary>
    /// <param name="IsReadinessKnown">It is known, or a person's order overrides what the node would say.</param>
    /// <param name="IsAfterFailure">The node is stopped because of a failure, not on request.</param>
    public sealed record StopSet(bool IsReadinessKnown = false, bool IsAfterFailure = false) : WorkItem;

    /// <summary>Do what is to be done while nothing runs, then replace <c>current</c>.</summary>
    /// <param name="Plan">Of the upgrade that it is for; null: a person wants it.</param>
    public sealed record SwitchCurrent(Release To, int Attempt, UpgradePlan? Plan = null) : WorkItem;

    /// <summary>Let the delay before a restart pass.</summary>
    public sealed record AwaitRestart : WorkItem;

    /// <summary>The work of a state; each piece goes on until it ends in an event or its state is left.</summary>
    public static ImmutableArray<WorkItem> For(NodeState state) => state switch
    {
        PartiallyRunning => [new CheckPartialSet()],
        Starting s => [new Launch(s.Active, s.Cause)],
        Connecting c => [new MonitorProcesses(), new AwaitFirstResponse(First: c.Restarts == 0, c.Again)],
        Running r => [new MonitorProcesses(), new PollCore(r.Active, PlanOf(r.Next)), .. Preparing(r.Active, r.Next, due: false), .. Guarding(r), .. Stability(r)],
        Due d => [.. Watching(d), .. Preparing(d.Active, d.Next, due: true), .. Clearing(d)],
        Stopping s => [new StopSet(HasKnownReadiness(s.Then), s.Then.IsAfterFailure)],
        Activating a => [new SwitchCurrent(a.To, a.Attempt, a.Plan)],
        ActivatingOrder o => [new SwitchCurrent(o.Order.To, o.Attempt)],
        BackingOff => [new AwaitRestart()],
        Stopped or Failed or HandedOver => [],
        _ => throw new UnreachableException(),
    };

    private static ImmutableArray<WorkItem> Preparing(ActiveRelease active, Preparation next, bool due) => next switch
    {
        Pending n => [new AwaitStaging(n.Plan, n.Attempt, n.RetryAfter, due)],
        Staging n => [new Stage(active, n.Plan, n.Attempt)],
        _ => [],
    };

    private static bool HasKnownReadiness(StopPurpose then) => then
        is StopPurpose.Activate or StopPurpose.AwaitUpgrade
        or StopPurpose.RemainStopped { Due: not null } or StopPurpose.RemainStopped { IsReadinessKnown: true }
        or StopPurpose.SwitchAsOrdered { IsReadinessKnown: true };

    private static ImmutableArray<WorkItem> Guarding(Running r) => r.Next is Staged n ? [new MonitorStaged(n.Release)] : [];

    private static ImmutableArray<WorkItem> Stability(Running r) => r.Restarts > 0 ? [new AwaitStability()] : [];

    private static ImmutableArray<WorkItem> Watching(Due d) => d.ProcessesAlive ? [new MonitorProcesses(IsDue: true)] : [];

    private static ImmutableArray<WorkItem> Clearing(Due d) => d switch
    {
        { Next: Staged n, Hold: not null } => [new AwaitHoldRemoval(d.Active, n.Plan, n.Release)],
        { Next: Staged n } => [new RunPreSwitchChecks(d.Active, n.Plan, n.Release, d.ProcessesAlive)],
        _ => [],
    };
}
