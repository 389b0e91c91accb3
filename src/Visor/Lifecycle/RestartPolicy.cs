using Visor.Model;

namespace Visor.Lifecycle;

/// <summary>How often a node that fails is started again.</summary>
/// <param name="Limit">Restarts before Visor gives up; 0: none.</param>
internal sealed record RestartPolicy(int Limit)
{
    public NodeState After(ActiveRelease active, StopPurpose.Restart restart) => restart.Restarts <= Limit
        ? new NodeState.BackingOff(active, restart.Restarts)
        : new NodeState.Failed(active, new Failure(
            $"{restart.Reason}; no restarts left (maxNumberOfRestarts = {Limit})",
            restart.ExitCode));
}
