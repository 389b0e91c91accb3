using Microsoft.Extensions.Logging;
using Visor.Lifecycle;
using Visor.Processes;

namespace Visor.Supervision.Work;

/// <summary>Notices the first process of the set that ends unasked, whatever its exit code.</summary>
internal sealed class SetWatch(CurrentNode current, ILogger log)
{
    public async Task<NodeEvent> Run(CancellationToken cancellation)
    {
        var node = current.Required;
        var process = await node.Set.FirstEnded(cancellation);
        node.EndedUnasked = true;
        var reason = $"the {process.Role.Word()} (pid {process.Pid}) ended unasked: {await process.Ended}";
        log.LogError("{Reason}", PlainText.Sentence(reason));
        return new NodeEvent.ProcessEnded(reason);
    }
}
