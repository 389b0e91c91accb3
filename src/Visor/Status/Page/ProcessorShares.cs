using Visor.Model;

namespace Visor.Status.Page;

/// <summary>How many processors the processes of the node keep busy, from one look to the next: what Prometheus calls the rate of the metric.</summary>
internal sealed class ProcessorShares(TimeProvider time)
{
    private readonly Dictionary<ProcessRole, Look> _last = [];

    /// <param name="cpu">What it has used since its start.</param>
    /// <returns>Of one processor, since the last look; the first time since the process began. Above 1 it keeps more than one busy.</returns>
    public double Of(ProcessRole role, ProcessStatus process, TimeSpan cpu)
    {
        var now = time.GetTimestamp();
        var (since, used) = _last.TryGetValue(role, out var last) && last.Pid == process.Pid && last.StartTime == process.StartTime
            ? (time.GetElapsedTime(last.At, now), cpu - last.Cpu)
            : (time.GetUtcNow() - process.Since, cpu);
        _last[role] = new Look(process.Pid, process.StartTime, now, cpu);

        // What nobody has waited for takes its share with it.
        return used > TimeSpan.Zero && since > TimeSpan.Zero ? used / since : 0;
    }

    private sealed record Look(int Pid, ulong StartTime, long At, TimeSpan Cpu);
}
