using Microsoft.Extensions.Logging;
using Visor.Chains;
using Visor.Model;
using Visor.Node;

namespace Visor.Work;

/// <summary>Where the core stands, asked for no more often than it is worth, and never waited for: statistics that come slowly must not delay a question about the upgrade.</summary>
internal sealed class BlockProgressPoller(NodeInstance node, RuntimeTelemetry observations, TimeProvider time, ILogger log)
{
    /// <summary>Statistics that come and go are warned of no more often.</summary>
    private static readonly TimeSpan WarnAgain = TimeSpan.FromMinutes(1);

    private Task<HeightAnswer?>? _asking;
    private long? _askedAt;
    private long? _warnedAt;
    private BlockProgress? _last;
    private bool _failing;

    /// <summary>What was answered by now. Null: not known. An answer older than a few intervals is not one.</summary>
    /// <param name="isPlanned">Whether an upgrade comes, so that it matters when.</param>
    /// <param name="end">Cancels the watch; answers after that are not used.</param>
    public async Task<BlockProgress?> Read(bool isPlanned, CancellationToken end)
    {
        if (!node.Client.TellsHeight)
        {
            observations.CoreReached(progress: null);
            return null;
        }

        if (_asking is null && (_askedAt is not { } asked || time.GetElapsedTime(asked) >= BlockProgress.PollInterval(isPlanned)))
            _asking = Ask(end);
        if (_asking is { IsCompleted: true } answered)
        {
            _asking = null;
            _askedAt = time.GetTimestamp();
            Take(await answered);
        }

        return _last;
    }

    private async Task<HeightAnswer?> Ask(CancellationToken end)
    {
        try
        {
            return await node.Client.AskHeight(end);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            return null;
        }
    }

    private void Take(HeightAnswer? answer)
    {
        _last = (answer as HeightAnswer.Progress)?.Value;
        if (answer is HeightAnswer.Failure { Why: var why } && !_failing && (_warnedAt is not { } warned || time.GetElapsedTime(warned) >= WarnAgain))
        {
            _warnedAt = time.GetTimestamp();
            log.LogWarning("{Problem}", why);
        }

        _failing = _last is null;
        node.Measure(_last);
        observations.CoreReached(_last);
    }
}
