using Visor.Lifecycle;
using Visor.Model;
using static Visor.Tests.Lifecycle.Given;

namespace Visor.Tests.Lifecycle;

/// <summary>One of each state and event, and each variant of them that is decided differently.</summary>
internal static class Samples
{
    private static readonly Preparation Nothing = new Preparation.None();
    private static readonly Preparation Staging = new Preparation.Staging(Plan, 1, null);
    private static readonly Preparation StagingAgain = new Preparation.Staging(Plan, 3, "no such folder");
    private static readonly Preparation Pending = new Preparation.Pending(Plan, 1, null);
    private static readonly Preparation PendingAgain = new Preparation.Pending(Plan, 3, "no such folder") { RetryAfter = TimeSpan.FromMinutes(1) };
    private static readonly Preparation Staged = new Preparation.Staged(Plan, Next);
    private static readonly Failure Busy = new("somebody answers on the socket", ExitCodes.Busy);

    public static IReadOnlyList<NodeState> States { get; } =
    [
        new NodeState.PartiallyRunning(Old),
        new NodeState.Starting(Old, StartCause.Fresh, 0),
        new NodeState.Starting(Old, StartCause.Failure, 3, "the core ended"),
        new NodeState.Starting(Old with { Accepted = Plan }, StartCause.Failure, 1),
        new NodeState.Starting(Switched, StartCause.Switch, 0),
        new NodeState.Connecting(Old, StartCause.Fresh, 0),
        new NodeState.Connecting(Old, StartCause.Failure, 3),
        new NodeState.Connecting(Switched, StartCause.Switch, 0),
        new NodeState.Connecting(Old, StartCause.Fresh, 0, Again: true),
        new NodeState.Running(Old, Nothing, 0),
        new NodeState.Running(Old, Nothing, 3),
        new NodeState.Running(Old, Pending, 0),
        new NodeState.Running(Old, PendingAgain, 1),
        new NodeState.Running(Old, Staging, 0),
        new NodeState.Running(Old, StagingAgain, 1),
        new NodeState.Running(Old, Staged, 0),
        new NodeState.Due(Old, Pending, Hold: null, ProcessesAlive: true),
        new NodeState.Due(Old, PendingAgain, Hold: "maintenance", ProcessesAlive: false),
        new NodeState.Due(Old, Staging, Hold: null, ProcessesAlive: true),
        new NodeState.Due(Old, StagingAgain, Hold: null, ProcessesAlive: false),
        new NodeState.Due(Old, Staging, Hold: "maintenance", ProcessesAlive: true),
        new NodeState.Due(Old, Staging, Hold: "maintenance", ProcessesAlive: false),
        new NodeState.Due(Old, Staged, Hold: null, ProcessesAlive: true),
        new NodeState.Due(Old, Staged, Hold: null, ProcessesAlive: false),
        new NodeState.Due(Old, Staged, Hold: "maintenance", ProcessesAlive: true),
        new NodeState.Due(Old, Staged, Hold: "maintenance", ProcessesAlive: false),
        new NodeState.Stopping(Old, new StopPurpose.Restart(3, "the core ended")),
        new NodeState.Stopping(Old, new StopPurpose.Restart(4, "the core ended")),
        new NodeState.Stopping(Old, new StopPurpose.StartFresh("only the core has outlived the Visor before")),
        new NodeState.Stopping(Switched, new StopPurpose.StartFresh("only the core has outlived the Visor before")),
        new NodeState.Stopping(Old, new StopPurpose.Activate(Plan, Next)),
        new NodeState.Stopping(Old, new StopPurpose.AwaitUpgrade(Staging, null)),
        new NodeState.Stopping(Old, new StopPurpose.AwaitUpgrade(Staged, "maintenance")),
        new NodeState.Stopping(Old, new StopPurpose.RemainStopped()),
        new NodeState.Stopping(Old, new StopPurpose.RemainStopped(Plan)),
        new NodeState.Stopping(Old, new StopPurpose.GiveUp(Busy)),
        new NodeState.Activating(Old, Plan, Next, 1),
        new NodeState.Activating(Old, Plan, Next, 2),
        new NodeState.Stopping(Old, new StopPurpose.SwitchAsOrdered(Hotfix, StartCause.Fresh)),
        new NodeState.Stopping(Old, new StopPurpose.SwitchAsOrdered(WayBack, StartCause.Fresh)),
        new NodeState.ActivatingOrder(Old, Hotfix, StartCause.Failure, 1),
        new NodeState.ActivatingOrder(Switched, OnceMore, StartCause.Fresh, 2),
        new NodeState.BackingOff(Old, 1, "the core ended"),
        new NodeState.Running(Old with { Abandoned = Plan }, Nothing, 0),
        new NodeState.HandedOver(new NodeState.Running(Old, Nothing, 0)),
        new NodeState.HandedOver(new NodeState.Failed(Old, Busy)),
        new NodeState.Stopped(Old),
        new NodeState.Stopped(Old, Busy),
        new NodeState.Failed(Old, Busy),
    ];

    public static IReadOnlyList<NodeEvent> Events { get; } =
    [
        new NodeEvent.StopRequested(),
        new NodeEvent.HandoverRequested(),
        new NodeEvent.SwitchOrdered(Hotfix),
        new NodeEvent.SwitchOrdered(WayBack),
        new NodeEvent.SwitchOrdered(ByHand),
        new NodeEvent.Launched(),
        new NodeEvent.LaunchFailed("not executable"),
        new NodeEvent.LaunchRefused(Busy),
        new NodeEvent.Answered(),
        new NodeEvent.LivenessTimedOut("no answer"),
        Given.CoreEnded,
        new NodeEvent.PartialSetConfirmed("only the core has outlived the Visor before"),
        new NodeEvent.Stabilized(),
        new NodeEvent.PlanAccepted(Plan),
        new NodeEvent.PlanAccepted(OtherPlan),
        new NodeEvent.PlanWithdrawn(),
        new NodeEvent.PlanDue(Plan),
        new NodeEvent.PlanDue(OtherPlan),
        new NodeEvent.ReleaseStaged(Next),
        new NodeEvent.StagingFailed("wrong version"),
        new NodeEvent.StagingDelayPassed(),
        new NodeEvent.ReleaseSourceChanged(),
        new NodeEvent.SwitchHeld("maintenance"),
        new NodeEvent.HoldRemoved(),
        new NodeEvent.SwitchCleared(),
        new NodeEvent.SetStopped(),
        new NodeEvent.ReleaseActivated(),
        new NodeEvent.ActivationFailed("read-only file system"),
        new NodeEvent.DelayPassed(),
    ];
}
