using Visor.Model;

namespace Visor.Lifecycle;

/// <summary>What is a failure of the node, and how often a node that fails is started again.</summary>
/// <param name="Limit">Restarts before Visor gives up; 0: none.</param>
internal sealed record RestartPolicy(int Limit)
{
    /// <summary>
    /// A process that exits although nobody asked it to has failed, whatever its exit code: a node has no work that it could finish, so exit code 0 is a failure too.
    /// </summary>
    public static NodeState.Stopping AfterExit(NodeState state, int restarts, NodeEvent.ProcessEnded ended) => Fail(state, restarts, ended.Reason);

    /// <summary>What runs is stopped first, also if nothing does: a failed start may have started one of the two.</summary>
    /// <param name="exitCode">Visor's, if no restart is left.</param>
    public static NodeState.Stopping Fail(NodeState state, int restarts, string reason, int exitCode = ExitCodes.Failed) =>
        new(state.Active, new StopPurpose.Restart(restarts + 1, reason, exitCode));

    public NodeState After(ActiveRelease active, StopPurpose.Restart restart) => restart.Restarts <= Limit
        ? new NodeState.BackingOff(active, restart.Restarts, restart.Reason)
        : new NodeState.Failed(active, new Failure(
            $"{restart.Reason}; no restarts left (maxNumberOfRestarts = {Limit})",
            restart.ExitCode));
}
