namespace Visor.Lifecycle;

/// <summary>Whether a Visor that has given its node up stays to say so, or ends with the exit code of the failure. Pure.</summary>
/// <param name="IsToStay">What the operator wants, or what suits whoever has started Visor.</param>
internal sealed record GivenUpPolicy(bool IsToStay)
{
    /// <summary>Whether there is nothing left for Visor to do after this step.</summary>
    /// <param name="hasRun">Whether anything of the node has run under this Visor.</param>
    /// <param name="isStopAsked">Whether somebody has asked Visor to stop.</param>
    /// <remarks>
    /// A start that was refused before anything ran is said by the exit code at once, as every other refusal to start is: whoever
    /// has typed the command sees it, and nothing that was visible goes away.
    /// </remarks>
    public bool IsOver(NodeState before, NodeState after, bool hasRun, bool isStopAsked) => after switch
    {
        NodeState.Stopped or NodeState.HandedOver => true,
        NodeState.Failed => !IsToStay || isStopAsked || (!hasRun && before is NodeState.Stopping { Then: StopPurpose.GiveUp }),
        _ => false,
    };

    /// <summary>Whether something of the node runs in a state, or has run until now.</summary>
    public static bool Runs(NodeState state) =>
        state is NodeState.PartiallyRunning or NodeState.Connecting or NodeState.Running or NodeState.Due { ProcessesAlive: true };
}
