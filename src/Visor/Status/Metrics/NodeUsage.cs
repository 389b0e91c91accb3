using System.Collections.Immutable;
using Visor.Model;
using Visor.Processes;

namespace Visor.Status.Metrics;

/// <summary>What the processes of the node use now; one that does not run is missing.</summary>
internal sealed record NodeUsage(ImmutableArray<(ProcessRole Role, ProcessUsage Usage)> Processes)
{
    public static NodeUsage None { get; } = new([]);

    /// <summary>Reads the process table, if anything of the node runs.</summary>
    public static NodeUsage Read(NodePart node)
    {
        ImmutableArray<(ProcessRole Role, int Pid)> running = [.. node.Processes.Where(p => p.Running is not null).Select(p => (p.Role, p.Running!.Pid))];
        if (running.IsEmpty)
            return None;
        var usage = ProcessUsage.OfSessions([.. running.Select(p => p.Pid)]);
        return new NodeUsage([.. running.Select((p, i) => (p.Role, Usage: usage[i])).Where(p => p.Usage is not null).Select(p => (p.Role, p.Usage!))]);
    }
}

/// <summary>What is said of the machine's share that the node takes.</summary>
internal static class UsageMetrics
{
    public static void Write(Exposition text, NodeUsage usage)
    {
        text.Gauge("visor_process_resident_memory_bytes",
            "Resident memory of the process and its children; shared pages count for each; absent while it is not running.",
            Samples(usage, (u, labels) => new Sample(u.ResidentBytes, labels)));
        text.Counter("visor_process_cpu_seconds_total",
            "CPU time of the process and its children, since its start; absent while it is not running.",
            Samples(usage, (u, labels) => Sample.Of(u.Cpu, labels)));
    }

    private static Sample[] Samples(NodeUsage usage, Func<ProcessUsage, string, Sample> of) =>
        [.. usage.Processes.Select(p => of(p.Usage, Label.Format("process", p.Role.Snake)))];
}
