using Visor.Lifecycle;

namespace Visor.Supervision.Reporting;

/// <summary>A state in the words people are shown.</summary>
internal static class StateNames
{
    public static string Name(NodeState state) => state switch
    {
        NodeState.PartiallyRunning => "restarting",
        NodeState.Starting { Restarts: > 0 } or NodeState.Connecting { Restarts: > 0 } => "restarting",
        NodeState.Starting { Cause: StartCause.Switch } or NodeState.Connecting { Cause: StartCause.Switch } => "upgrading",
        NodeState.Starting or NodeState.Connecting => "starting",
        NodeState.Running => "ready",
        NodeState.Due or NodeState.Activating or NodeState.ActivatingOrder => "upgrading",
        NodeState.Stopping { Then: StopPurpose.Activate or StopPurpose.AwaitUpgrade or StopPurpose.SwitchAsOrdered } => "upgrading",
        NodeState.Stopping { Then: StopPurpose.Restart or StopPurpose.StartFresh } or NodeState.BackingOff => "restarting",
        NodeState.Stopping => "stopping",
        NodeState.HandedOver h => Name(h.Left),
        NodeState.Failed or NodeState.Stopped { Why: not null } => "failed",
        NodeState.Stopped => "stopped",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static string? ReasonOf(NodeState state) => state switch
    {
        NodeState.Stopping { Then: StopPurpose.Restart restart } => restart.Reason,
        NodeState.Stopping { Then: StopPurpose.StartFresh anew } => anew.Reason,
        NodeState.Stopping { Then: StopPurpose.GiveUp giveUp } => giveUp.Why.Reason,
        NodeState.BackingOff waits => waits.Reason,
        NodeState.Starting starts => starts.Reason,
        NodeState.Connecting connects => connects.Reason,
        NodeState.Failed failed => failed.Why.Reason,
        NodeState.Stopped stopped => stopped.Why?.Reason,
        NodeState.HandedOver h => ReasonOf(h.Left),
        _ => null,
    };
}
