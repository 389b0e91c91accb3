using Microsoft.Extensions.Logging;
using Visor.Node;

namespace Visor.Supervision.Work;

/// <summary>Where the core stands, asked for no more often than it is worth.</summary>
internal sealed class ProgressReading(
    StatisticsClient? statistics, TimeSpan interval, Observations observations, TimeProvider time, ILogger log)
{
    private long? _askedAt;
    private BlockProgress? _last;
    private bool _failing;

    /// <summary>Null: not known. An answer older than a few intervals is not one.</summary>
    public async Task<BlockProgress?> Read(CancellationToken cancellation)
    {
        if (statistics is null || (_askedAt is { } asked && time.GetElapsedTime(asked) < interval))
            return _last;

        var answer = await statistics.Ask(cancellation);
        _askedAt = time.GetTimestamp();
        _last = (answer as StatisticsAnswer.Progress)?.Value;
        if (answer is StatisticsAnswer.Failure { Why: var why } && !_failing)
            log.LogWarning("{Problem}", why);
        _failing = _last is null;
        observations.CoreReached(_last);
        return _last;
    }
}
