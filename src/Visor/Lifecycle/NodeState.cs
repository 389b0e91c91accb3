using Visor.Model;

namespace Visor.Lifecycle;

/// <summary>Where the node is in its life. Each state stands for the work that is in hand (<see cref="WorkItem"/>).</summary>
internal abstract record NodeState(ActiveRelease Active)
{
    /// <summary>An earlier Visor has left a part of the set running; it is looked at once more before it is stopped.</summary>
    public sealed record PartiallyRunning(ActiveRelease Active) : NodeState(Active);

    /// <summary>The process set is being started.</summary>
    /// <param name="Reason">Why it is started again; null: it is not, or that is not known.</param>
    public sealed record Starting(ActiveRelease Active, StartCause Cause, int Restarts, string? Reason = null) : NodeState(Active);

    /// <summary>It runs; its core has not answered this Visor yet.</summary>
    /// <param name="Again">It has answered an earlier Visor since its start, so it is not given the patience of a start once more.</param>
    /// <param name="Reason">Why it was started again; null: it was not, or that is not known.</param>
    public sealed record Connecting(ActiveRelease Active, StartCause Cause, int Restarts, bool Again = false, string? Reason = null) : NodeState(Active);

    /// <summary>It runs and has answered, and the next release is made ready meanwhile.</summary>
    public sealed record Running(ActiveRelease Active, Preparation Next, int Restarts) : NodeState(Active);

    /// <summary>
    /// The chain has reached the height. From here on only the new release is ever started; the old set may still run.
    /// </summary>
    /// <param name="Next">Never <see cref="Preparation.None"/>.</param>
    /// <param name="Hold">The operator's reason to wait; null: none.</param>
    /// <param name="ProcessesAlive">Whether the old process set still runs.</param>
    public sealed record Due(ActiveRelease Active, Preparation Next, string? Hold, bool ProcessesAlive) : NodeState(Active);

    /// <summary>What runs is being stopped.</summary>
    public sealed record Stopping(ActiveRelease Active, StopPurpose Then) : NodeState(Active);

    /// <summary>Nothing runs; <c>current</c> is being replaced.</summary>
    /// <param name="Attempt">From 1.</param>
    public sealed record Activating(ActiveRelease Active, UpgradePlan Plan, Release To, int Attempt) : NodeState(Active);

    /// <summary>Nothing runs; <c>current</c> is being replaced because a person wants it.</summary>
    /// <param name="Cause">Of the start that follows.</param>
    /// <param name="Attempt">From 1.</param>
    public sealed record ActivatingOrder(ActiveRelease Active, SwitchOrder Order, StartCause Cause, int Attempt) : NodeState(Active);

    /// <summary>Nothing runs; the delay before a restart passes.</summary>
    /// <param name="Reason">Why it is started again.</param>
    public sealed record BackingOff(ActiveRelease Active, int Restarts, string Reason) : NodeState(Active);

    /// <summary>Stopped on request.</summary>
    /// <param name="Why">Why the node had been given up before; null: it had not.</param>
    public sealed record Stopped(ActiveRelease Active, Failure? Why = null) : NodeState(Active);

    /// <summary>Ended without touching the node, for another Visor to go on from here.</summary>
    public sealed record HandedOver(NodeState Left) : NodeState(Left.Active);

    /// <summary>Given up: nothing runs. Visor ends, or stays to say so (<see cref="GivenUpPolicy"/>).</summary>
    public sealed record Failed(ActiveRelease Active, Failure Why) : NodeState(Active);
}

/// <summary>Why a start is made; it decides from which snapshot the core begins.</summary>
internal enum StartCause
{
    /// <summary>Nothing ran before, or it was stopped on request.</summary>
    Fresh,

    /// <summary>The node ended without being asked, or the machine did.</summary>
    Failure,

    /// <summary><c>current</c> has just been switched.</summary>
    Switch,
}

/// <summary>Why Visor gives up, and the exit code that says so.</summary>
internal sealed record Failure(string Reason, int ExitCode);

/// <summary>What a stop is for.</summary>
internal abstract record StopPurpose
{
    /// <summary>Whether the node is stopped because of a failure, not on request: the next start of its release then follows a failure.</summary>
    public virtual bool IsAfterFailure => true;

    /// <summary>Start the same release again.</summary>
    /// <param name="Restarts">Restarts so far, this one included.</param>
    /// <param name="ExitCode">Of a Visor that has no restart left.</param>
    public sealed record Restart(int Restarts, string Reason, int ExitCode = ExitCodes.Failed) : StopPurpose;

    /// <summary>Start the same release, from its beginning: what is stopped is a remainder that an earlier Visor left behind.</summary>
    public sealed record StartFresh(string Reason) : StopPurpose;

    /// <summary>Switch to the next release.</summary>
    public sealed record Activate(UpgradePlan Plan, Release To) : StopPurpose
    {
        public override bool IsAfterFailure => false;
    }

    /// <summary>Switch to the release that a person wants.</summary>
    /// <param name="Cause">Of the start that follows.</param>
    /// <param name="IsReadinessKnown">The node has said that it is ready, and the person's order is followed all the same.</param>
    public sealed record SwitchAsOrdered(SwitchOrder Order, StartCause Cause, bool IsReadinessKnown = false) : StopPurpose
    {
        public override bool IsAfterFailure => Cause is StartCause.Failure;
    }

    /// <summary>The upgrade is due but cannot go on yet: wait with nothing running.</summary>
    public sealed record AwaitUpgrade(Preparation Next, string? Hold) : StopPurpose;

    /// <summary>Remain stopped, as requested.</summary>
    /// <param name="Due">The upgrade that the next start goes on with; null: none is due.</param>
    /// <param name="IsReadinessKnown">What the node may know of an upgrade is known, or a person's order overrides it.</param>
    /// <param name="AfterFailure">The node had failed before anybody asked for the stop.</param>
    public sealed record RemainStopped(UpgradePlan? Due = null, bool IsReadinessKnown = false, bool AfterFailure = false) : StopPurpose
    {
        public override bool IsAfterFailure => AfterFailure;
    }

    public sealed record GiveUp(Failure Why) : StopPurpose;
}

/// <summary>One step of the lifecycle that has led to another state.</summary>
internal sealed record StateTransition(NodeState Before, NodeEvent Happened, NodeState After)
{
    /// <summary>The downtime that it ends; null: none, or how long it was is not known.</summary>
    public Downtime? Downtime { get; init; }
}
