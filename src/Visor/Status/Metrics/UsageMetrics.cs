using Visor.Processes;

namespace Visor.Status.Metrics;

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

    private static Sample[] Samples(NodeUsage usage, Func<ResourceUsage, string, Sample> of) =>
        [.. usage.Processes.Select(p => of(p.Usage, Label.Format("process", p.Role.Snake)))];
}
