using System.Collections.Immutable;
using Visor.Model;
using Visor.Processes;

namespace Visor.Status;

/// <summary>What the processes of the node use now, as the page and the metrics say it; one that does not run is missing.</summary>
internal sealed record NodeUsage(ImmutableArray<(ProcessRole Role, ResourceUsage Usage)> Processes)
{
    public static NodeUsage None { get; } = new([]);

    /// <summary>Reads the process table, if anything of the node runs.</summary>
    /// <exception cref="IOException">It cannot be read, for instance because too many files are open.</exception>
    public static NodeUsage Read(NodePart node)
    {
        ImmutableArray<(ProcessRole Role, ProcessStatus Process)> running = [.. node.Processes.Where(p => p.Running is not null).Select(p => (p.Role, p.Running!))];
        if (running.IsEmpty)
            return None;
        var usage = ResourceUsage.OfSessions([.. running.Select(p => (p.Process.Pid, p.Process.StartTime))]);
        return new NodeUsage([.. running.Select((p, i) => (p.Role, Usage: usage[i])).Where(p => p.Usage is not null).Select(p => (p.Role, p.Usage!))]);
    }

    /// <returns>Null: it does not run, or may not be looked at.</returns>
    public ResourceUsage? Of(ProcessRole role) => Processes.FirstOrDefault(p => p.Role == role).Usage;
}
