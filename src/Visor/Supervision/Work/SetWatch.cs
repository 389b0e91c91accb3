using Visor.Lifecycle;
using Visor.Processes;

namespace Visor.Supervision.Work;

/// <summary>Notices the first process of the set that ends unasked, whatever its exit code.</summary>
internal sealed class SetWatch(CurrentNode current)
{
    public async Task<NodeEvent> Run(CancellationToken cancellation)
    {
        var node = current.Required;
        if (node.Missing is { } missing)
            return await LastLook.At(node, cancellation) ?? (NodeEvent)new NodeEvent.FoundIncomplete(missing);
        var process = await node.Set.FirstEnded(cancellation);
        if (process.Role != ProcessRole.Core && await LastLook.At(node, cancellation) is { } due)
            return due;
        node.HasFailed = true;
        return new NodeEvent.ProcessEnded($"the {process.Role.Word()} (pid {process.Pid}) ended unasked: {await process.Ended}");
    }
}
