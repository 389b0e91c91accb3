using System.Collections.Immutable;
using System.Diagnostics;
using static Visor.Lifecycle.NodeState;
using static Visor.Lifecycle.Preparation;

namespace Visor.Lifecycle;

/// <summary>
/// A piece of work that belongs to a state and ends in exactly one event. It is idempotent: doing it again after a crash is
/// how Visor resumes. Two equal pieces are the same piece, which goes on while the states around it change.
/// </summary>
internal abstract record NodeWork
{
    /// <summary>Check, decide the snapshot, start the set.</summary>
    public sealed record Launch(ActiveRelease Active, StartCause Cause) : NodeWork;

    /// <summary>See what is missing of a node that has lost a part.</summary>
    public sealed record LookAtRemainder : NodeWork;

    /// <summary>Notice the first process that ends.</summary>
    public sealed record AwaitEnd : NodeWork;

    /// <summary>Ask the core until it answers for the first time.</summary>
    /// <param name="First">Whether this Visor starts the release for the first time, which takes more patience.</param>
    /// <param name="Again">It has answered an earlier Visor, so that its silence is that of a core that runs.</param>
    public sealed record AwaitAnswer(bool First, bool Again = false) : NodeWork;

    /// <summary>Ask the core what the network has agreed on.</summary>
    public sealed record Watch(ActiveRelease Active, UpgradePlan? Known) : NodeWork;

    /// <summary>Wait before an attempt to make the release of a plan ready, which takes less patience once the chain waits for it.</summary>
    public sealed record AwaitStaging(UpgradePlan Plan, int Attempt, TimeSpan AtLeast, bool Due) : NodeWork;

    /// <summary>Make the release of a plan ready. What is being fetched when the plan becomes due goes on being fetched.</summary>
    public sealed record Stage(ActiveRelease Active, UpgradePlan Plan, int Attempt) : NodeWork;

    /// <summary>Notice that a staged release is no longer the one that was proven, long before it is needed.</summary>
    public sealed record GuardStaged(Release Release) : NodeWork;

    /// <summary>Wait until earlier failures no longer count.</summary>
    public sealed record AwaitStability : NodeWork;

    /// <summary>Wait the operator's delay, run his hook, look at the staged release once more, read the hold.</summary>
    public sealed record ClearSwitch(ActiveRelease Active, UpgradePlan Plan, Release Release, bool SetLives) : NodeWork;

    /// <summary>Wait until the hold is gone, run the operator's hook, and look at the staged release once more.</summary>
    public sealed record AwaitHoldRemoval(ActiveRelease Active, UpgradePlan Plan, Release Release) : NodeWork;

    /// <summary>Stop whatever runs, and ask the core whether it is ready to upgrade as long as that is not known.</summary>
    /// <param name="IsDue">It is known, or a person's word counts more than what it would say.</param>
    public sealed record StopSet(bool IsDue = false) : NodeWork;

    /// <summary>Replace <c>current</c>.</summary>
    public sealed record SwitchCurrent(Release To, int Attempt) : NodeWork;

    /// <summary>Let the delay before a restart pass.</summary>
    public sealed record AwaitRestart : NodeWork;

    /// <summary>The work of a state; each piece goes on until it ends in an event or its state is left.</summary>
    public static ImmutableArray<NodeWork> Of(NodeState state) => state switch
    {
        Incomplete => [new LookAtRemainder()],
        Starting s => [new Launch(s.Active, s.Cause)],
        Connecting c => [new AwaitEnd(), new AwaitAnswer(First: c.Restarts == 0, c.Again)],
        Running r => [new AwaitEnd(), new Watch(r.Active, PlanOf(r.Next)), .. Preparing(r.Active, r.Next, due: false), .. Guarding(r), .. Stability(r)],
        Due d => [.. Watching(d), .. Preparing(d.Active, d.Next, due: true), .. Clearing(d)],
        Stopping s => [new StopSet(IsDue: s.Then is AfterStop.Activate or AfterStop.AwaitUpgrade or AfterStop.Stay { Due: not null } or AfterStop.Stay { IsAsked: true } or AfterStop.Obey { IsAsked: true })],
        Activating a => [new SwitchCurrent(a.To, a.Attempt)],
        Obeying o => [new SwitchCurrent(o.Order.To, o.Attempt)],
        BackingOff => [new AwaitRestart()],
        Stopped or Failed or HandedOver => [],
        _ => throw new UnreachableException(),
    };

    private static ImmutableArray<NodeWork> Preparing(ActiveRelease active, Preparation next, bool due) => next switch
    {
        Pending n => [new AwaitStaging(n.Plan, n.Attempt, n.AtLeast, due)],
        Staging n => [new Stage(active, n.Plan, n.Attempt)],
        _ => [],
    };

    private static ImmutableArray<NodeWork> Guarding(Running r) => r.Next is Staged n ? [new GuardStaged(n.Release)] : [];

    private static ImmutableArray<NodeWork> Stability(Running r) => r.Restarts > 0 ? [new AwaitStability()] : [];

    private static ImmutableArray<NodeWork> Watching(Due d) => d.SetLives ? [new AwaitEnd()] : [];

    private static ImmutableArray<NodeWork> Clearing(Due d) => d switch
    {
        { Next: Staged n, Hold: not null } => [new AwaitHoldRemoval(d.Active, n.Plan, n.Release)],
        { Next: Staged n } => [new ClearSwitch(d.Active, n.Plan, n.Release, d.SetLives)],
        _ => [],
    };
}
