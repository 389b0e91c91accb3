using Visor.Lifecycle;
using Visor.Node;

namespace Visor.Work;

/// <summary>Detects the first process of the set that exits unexpectedly, with any exit code. The rest of the set is queried when it is stopped.</summary>
internal sealed class ProcessMonitor(RunningNodeSlot current, LastOutputs outputs)
{
    public NodeEvent LookAtRemainder() => new NodeEvent.PartialSetConfirmed(current.Required.Missing ?? "part of the node is not running");

    /// <param name="isDue">The upgrade is known to be due, so that no end has to be asked about.</param>
    public async Task<NodeEvent> Run(bool isDue, CancellationToken cancellation)
    {
        var node = current.Required;
        var process = await node.Set.FirstEnded(cancellation);
        var exit = await process.Ended;
        if (!isDue && await node.Client.AskAfterEnd(node.Active, exit, token => outputs.Lines(process, token), cancellation) is { } plan)
            return new NodeEvent.PlanDue(plan);
        outputs.Begin(process, exit);
        return new NodeEvent.ProcessEnded(process.Role, process.Pid, exit);
    }
}
