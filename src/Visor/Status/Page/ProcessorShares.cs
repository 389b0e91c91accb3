using Visor.Model;
using Visor.Processes;

namespace Visor.Status.Page;

/// <param name="Memory">In bytes.</param>
/// <param name="Share">Of one processor, since the last look; the first time since the process began. Above 1 it keeps more than one busy.</param>
internal sealed record ProcessUse(long Memory, double Share);

/// <summary>What one process of the node uses, from one look to the next.</summary>
internal sealed class ProcessorShares(TimeProvider time)
{
    private Look? _last;

    /// <returns>Null: it does not run, or may not be looked at.</returns>
    public ProcessUse? Of(ProcessStatus? process)
    {
        if (process is null || SessionUsage.Read(process.Pid, process.StartTime) is not { } usage)
            return null;
        var now = time.GetTimestamp();
        var (since, used) = _last is { } last && last.Pid == process.Pid && last.StartTime == process.StartTime
            ? (time.GetElapsedTime(last.At, now), usage.Processor - last.Processor)
            : (time.GetUtcNow() - process.Since, usage.Processor);
        _last = new Look(process.Pid, process.StartTime, now, usage.Processor);

        // What has ended meanwhile takes its share with it.
        return new ProcessUse(usage.Memory, used > TimeSpan.Zero && since > TimeSpan.Zero ? used / since : 0);
    }

    private sealed record Look(int Pid, ulong StartTime, long At, TimeSpan Processor);
}
