using Visor.Lifecycle;
using Visor.Processes;

namespace Visor.Supervision.Work;

/// <summary>Notices the first process of the set that ends unasked, whatever its exit code. What is left of the set is asked when it is stopped.</summary>
internal sealed class SetWatch(CurrentNode current)
{
    public NodeEvent LookAtRemainder() => new NodeEvent.FoundIncomplete(current.Required.Missing ?? "the node is not whole");

    public async Task<NodeEvent> Run(CancellationToken cancellation)
    {
        var node = current.Required;
        var process = await node.Set.FirstEnded(cancellation);
        node.HasFailed = true;
        return new NodeEvent.ProcessEnded($"the {process.Role.Word()} (pid {process.Pid}) ended unasked: {await process.Ended}", process.Role == ProcessRole.Core);
    }
}
