using Visor.Lifecycle;
using Visor.Processes;

namespace Visor.Supervision.Work;

/// <summary>Notices the first process of the set that ends unasked, whatever its exit code.</summary>
internal sealed class SetWatch(CurrentNode current)
{
    /// <summary>Looks at what is left of a set once more.</summary>
    public async Task<NodeEvent> LookAtRemainder(CancellationToken cancellation)
    {
        var node = current.Required;
        return await LastLook.At(node, cancellation) ?? (NodeEvent)new NodeEvent.FoundIncomplete(node.Missing ?? "the node is not whole");
    }

    public async Task<NodeEvent> Run(CancellationToken cancellation)
    {
        var node = current.Required;
        var process = await node.Set.FirstEnded(cancellation);
        if (process.Role != ProcessRole.Core && await LastLook.At(node, cancellation) is { } due)
            return due;
        node.HasFailed = true;
        return new NodeEvent.ProcessEnded($"the {process.Role.Word()} (pid {process.Pid}) ended unasked: {await process.Ended}", process.Role == ProcessRole.Core);
    }
}
