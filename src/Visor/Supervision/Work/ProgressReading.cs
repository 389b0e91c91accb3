using Microsoft.Extensions.Logging;
using Visor.Node;

namespace Visor.Supervision.Work;

/// <summary>Where the core stands, asked for no more often than it is worth.</summary>
internal sealed class ProgressReading(RunningNode node, Observations observations, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan WithPlan = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WithoutPlan = TimeSpan.FromSeconds(10);

    private long? _askedAt;
    private BlockProgress? _last;
    private bool _failing;

    /// <summary>Null: not known. An answer older than a few intervals is not one.</summary>
    /// <param name="isPlanned">Whether an upgrade comes, so that it matters when.</param>
    public async Task<BlockProgress?> Read(bool isPlanned, CancellationToken cancellation)
    {
        if (node.Statistics is not { } statistics || (_askedAt is { } asked && time.GetElapsedTime(asked) < (isPlanned ? WithPlan : WithoutPlan)))
            return _last;

        var answer = await statistics.Ask(cancellation);
        _askedAt = time.GetTimestamp();
        _last = (answer as StatisticsAnswer.Progress)?.Value;
        if (answer is StatisticsAnswer.Failure { Why: var why } && !_failing)
            log.LogWarning("{Problem}", why);
        _failing = _last is null;
        node.Measure(_last);
        observations.CoreReached(_last);
        return _last;
    }
}
