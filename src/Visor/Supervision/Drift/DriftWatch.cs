using Microsoft.Extensions.Logging;
using Visor.Home;
using Visor.Lifecycle;

namespace Visor.Supervision.Drift;

/// <summary>While a node runs, says so the moment it could not be started again: the next crash is the wrong time to find out.</summary>
/// <param name="report">What people are shown; null: no node runs that could be looked at.</param>
/// <param name="drifted">Told of each new problem.</param>
internal sealed class DriftWatch(
    DriftLook look, VisorHome home, LatestState states, HomeChanges changes, Action<DriftReport?> report, Action<string> drifted, TimeProvider time, ILogger log)
{
    /// <summary>A change anywhere but in HOME itself is reported by nobody.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(2);

    /// <summary>What is copied or edited in several steps is looked at once more when it is done.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1);

    private DriftReport _shown = DriftReport.None;

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
                log.LogWarning("What the node would be started from again cannot be looked at: {Problem}", e.Message);
            }

            using var over = CancellationTokenSource.CreateLinkedTokenSource(end);
            await Task.WhenAny(state, change, Task.Delay(LookInterval, time, over.Token));
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
        var found = DriftVerdict.Of(active, await look.At(active.Release, end), home);
        return Watched(states.Value)?.Release == active.Release ? found : DriftReport.None;
    }

    private static ActiveRelease? Watched(NodeState? state) =>
        state is NodeState.Connecting or NodeState.Running or NodeState.Due { SetLives: true } ? state.Active : null;

    private void Show(DriftReport now)
    {
        var before = _shown;
        _shown = now;
        report(ReferenceEquals(now, DriftReport.None) ? null : now); // It has been looked at if it is a report of its own.
        if (string.Equals(before.Problem, now.Problem, StringComparison.Ordinal))
            return;
        if (now.Problem is { } problem)
        {
            log.LogError("{Problem}", PlainText.Sentence(problem));
            drifted(problem);
        }
        else if (Watched(states.Value) is not null)
        {
            log.LogInformation("What the node would be started from again is what runs");
        }
    }
}
