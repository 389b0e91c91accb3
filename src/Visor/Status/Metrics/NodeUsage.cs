using System.Collections.Immutable;
using Visor.Model;
using Visor.Processes;

namespace Visor.Status.Metrics;

/// <summary>What the processes of the node use now; one that does not run is missing.</summary>
internal sealed record NodeUsage(ImmutableArray<(ProcessRole Role, ProcessUsage Usage)> Processes)
{
    public static NodeUsage None { get; } = new([]);

    /// <summary>Reads the process table, if anything of the node runs.</summary>
    public static NodeUsage Of(NodePart node)
    {
        ImmutableArray<(ProcessRole Role, int Pid)> running = [.. node.Processes.Where(p => p.Running is not null).Select(p => (p.Role, p.Running!.Pid))];
        if (running.IsEmpty)
            return None;
        var usage = ProcessUsage.OfSessions([.. running.Select(p => p.Pid)]);
        return new NodeUsage([.. running.Select((p, i) => (p.Role, Usage: usage[i])).Where(p => p.Usage is not null).Select(p => (p.Role, p.Usage!))]);
    }
}
