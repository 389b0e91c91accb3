using Visor.Lifecycle;

namespace Visor.Supervision;

/// <summary>A state in the words people are shown.</summary>
internal static class StateWords
{
    public static string Of(NodeState state) => state switch
    {
        NodeState.Incomplete => "restarting",
        NodeState.Starting { Restarts: > 0 } or NodeState.Connecting { Restarts: > 0 } => "restarting",
        NodeState.Starting { Cause: StartCause.Switch } or NodeState.Connecting { Cause: StartCause.Switch } => "upgrading",
        NodeState.Starting or NodeState.Connecting => "starting",
        NodeState.Running => "ready",
        NodeState.Due or NodeState.Activating or NodeState.Obeying => "upgrading",
        NodeState.Stopping { Then: AfterStop.Activate or AfterStop.AwaitUpgrade or AfterStop.Obey } => "upgrading",
        NodeState.Stopping { Then: AfterStop.Restart or AfterStop.StartAnew } or NodeState.BackingOff => "restarting",
        NodeState.Stopping => "stopping",
        NodeState.HandedOver h => Of(h.Left),
        NodeState.Stopped => "stopped",
        NodeState.Failed => "failed",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static string? ReasonOf(NodeState state) => state switch
    {
        NodeState.Stopping { Then: AfterStop.Restart restart } => restart.Reason,
        NodeState.Stopping { Then: AfterStop.StartAnew anew } => anew.Reason,
        NodeState.Stopping { Then: AfterStop.GiveUp giveUp } => giveUp.Why.Reason,
        NodeState.Failed failed => failed.Why.Reason,
        _ => null,
    };
}
