using Microsoft.Extensions.Logging;
using Visor.Configuration;
using Visor.Home;
using Visor.Hooks;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Model.Events;
using Visor.Node;

namespace Visor.Work;

/// <summary>
/// The last questions before the old release is stopped: does the operator hold the switch, and is the new one still sound? Both are asked after
/// everything that takes time, since whatever happens to the new one later finds the old one stopped.
/// </summary>
internal sealed class PreSwitchGate(
    VisorHome home,
    LiveConfiguration configuration,
    ReleaseStager staging,
    UpgradeHooks hooks,
    HoldFile hold,
    HomeChangeSignal changes,
    TimeProvider time,
    ILogger log)
{
    /// <summary>Poll interval for changes in HOME that the file watch misses.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    public async Task<NodeEvent> Clear(WorkItem.RunPreSwitchChecks work, CancellationToken cancellation)
    {
        if (staging.WhyNotReady(work.Release) is { } problem)
            return new NodeEvent.StagingFailed(problem);

        // What has ended needs no delay before it is stopped.
        if (work.SetLives && configuration.Current.StopDelay is { Ticks: > 0 } delay)
        {
            log.LogInformation("The old release will be stopped in {Delay:0} s (stopDelaySeconds)", delay.TotalSeconds);
            await Task.Delay(delay, time, cancellation);
        }

        // Whoever holds the switch does not want its beginning to be told.
        if (hold.Read() is null)
            await BeforeUpgrade(work.Active, work.Plan, work.Release, cancellation);
        if (await staging.LookAgain(work.Release, work.Active, work.Plan, cancellation) is { } change)
            return new NodeEvent.StagingFailed(change);
        if (hold.Read() is not { } reason)
            return new NodeEvent.SwitchCleared();
        log.LogError("The upgrade is due but on hold ({Reason}): the node misses blocks until `{Resume}`", reason, home.ResumeCommand);
        return new NodeEvent.SwitchHeld(reason);
    }

    public async Task<NodeEvent> AwaitHoldRemoval(WorkItem.AwaitHoldRemoval work, CancellationToken cancellation)
    {
        var isTold = false;
        while (!isTold || hold.Read() is not null)
        {
            while (hold.Read() is not null)
                await changes.NextOrAfter(PollInterval, time, cancellation);
            if (!isTold)
                await BeforeUpgrade(work.Active, work.Plan, work.Release, cancellation);
            isTold = true;
            if (await staging.LookAgain(work.Release, work.Active, work.Plan, cancellation) is { } problem)
                return new NodeEvent.StagingFailed(problem);
        }

        log.LogInformation("The hold is released");
        return new NodeEvent.HoldRemoved();
    }

    private Task BeforeUpgrade(ActiveRelease active, UpgradePlan plan, Release to, CancellationToken cancellation) => hooks.BeforeUpgrade(
        VisorEvent.About(EventKind.Due, active.Release, plan, time.GetUtcNow()), home.ReleaseFolder(to.Folder), cancellation);
}
