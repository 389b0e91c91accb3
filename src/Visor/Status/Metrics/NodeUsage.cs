using Visor.Processes;
using Visor.Supervision;

namespace Visor.Status.Metrics;

/// <summary>What the processes of the node use now; null: the process does not run.</summary>
internal sealed record NodeUsage(ProcessUsage? Core, ProcessUsage? DataNode)
{
    public static NodeUsage None { get; } = new(null, null);

    /// <summary>Reads the process table, if anything of the node runs.</summary>
    public static NodeUsage Of(NodePart node)
    {
        if (node is { Core: null, DataNode: null })
            return None;
        var (core, dataNode) = ProcessUsage.OfSessions(node.Core?.Pid ?? 0, node.DataNode?.Pid ?? 0);
        return new NodeUsage(node.Core is null ? null : core, node.DataNode is null ? null : dataNode);
    }
}
