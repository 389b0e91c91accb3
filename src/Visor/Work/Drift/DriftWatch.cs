using Microsoft.Extensions.Logging;
using Visor.Home;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Node;

namespace Visor.Work.Drift;

/// <summary>While a node runs, says so the moment it could not be started again: the next crash is the wrong time to find out.</summary>
/// <param name="report">What people are shown; null: no node runs that could be looked at.</param>
/// <param name="drifted">Told of each new problem, and with null when there is none any more.</param>
internal sealed class DriftWatch(
    DriftProbe look, VisorHome home, LatestState states, HomeChangeSignal changes, Action<DriftReport?> report, Action<string?> drifted, TimeProvider time, ILogger log)
{
    /// <summary>Poll interval: the file watch covers HOME itself only.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(2);

    /// <summary>What is copied or edited in several steps is looked at once more when it is done.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1);

    private DriftReport _shown = DriftReport.None;
    private string? _told;

    public async Task Follow(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            var (state, change) = (states.Next(), changes.Next());
            try
            {
                Show(await Settled(end));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                log.LogWarning("Cannot check what the node would restart from: {Problem}", e.Message);
            }

            using var over = CancellationTokenSource.CreateLinkedTokenSource(end);
            await Task.WhenAny(state, change, Task.Delay(PollInterval, time, over.Token));
            await over.CancelAsync();
        }
    }

    private async Task<DriftReport> Settled(CancellationToken end)
    {
        var first = await Look(end);
        if (first.Problem is null || first == _shown)
            return first;
        await Task.Delay(Settle, time, end);
        return await Look(end);
    }

    // In every other state Visor itself is starting, stopping or switching, and says what is in its way.
    private async Task<DriftReport> Look(CancellationToken end)
    {
        if (Watched(states.Value) is not { } active)
            return DriftReport.None;
        var found = DriftDecision.Decide(active, await look.At(active, end), home);
        return Watched(states.Value)?.Release == active.Release ? found : DriftReport.None;
    }

    private static ActiveRelease? Watched(NodeState? state) =>
        state is NodeState.Connecting or NodeState.Running or NodeState.Due { ProcessesAlive: true } ? state.Active : null;

    private void Show(DriftReport now)
    {
        _shown = now;
        var isLookedAt = !ReferenceEquals(now, DriftReport.None); // It is a report of its own then.
        report(isLookedAt ? now : null);
        if (!isLookedAt || string.Equals(_told, now.Problem, StringComparison.Ordinal))
            return;
        _told = now.Problem;
        if (now.Problem is { } problem)
            log.LogError("{Problem}", PlainText.Sentence(problem));
        else
            log.LogInformation("A restart would run the running release again");
        drifted(now.Problem);
    }
}
