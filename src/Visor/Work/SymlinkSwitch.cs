using Microsoft.Extensions.Logging;
using Visor.Home;
using Visor.Lifecycle;
using Visor.Platform.FaultInjection;

namespace Visor.Work;

/// <summary>Makes <c>current</c> name the new release.</summary>
internal sealed class SymlinkSwitch(VisorHome home, CurrentLink link, SwitchStepRunner steps, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(5);

    public async Task<NodeEvent> Run(WorkItem.SwitchCurrent work, CancellationToken cancellation)
    {
        if (work.Attempt > 1)
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(work.Attempt - 1, MaxDelay.TotalSeconds)), time, cancellation);
        try
        {
            // It was there when the switch was decided; that may have been before a crash.
            var folder = home.ReleaseFolder(work.To.Folder);
            if (!Directory.Exists(folder))
                throw new DirectoryNotFoundException($"{folder} no longer exists; put it back");
            if (work.Plan is { } plan && await steps.Before(plan, folder, cancellation) is { } failed)
                return new NodeEvent.SwitchHeld(failed);
            Checkpoint.Before(Step.Link);
            var isDurable = link.PointTo(folder);
            Checkpoint.After(Step.Link);
            if (!isDurable && work.Attempt == 1)
                log.LogWarning("This file system cannot sync a folder, so `current` may not survive a power failure");
            if (work.Plan is { } switched)
                steps.After(switched, folder);
            return new NodeEvent.ReleaseActivated();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogError("The node is down and cannot be switched to {Tag}: {Problem}", work.To.Tag, e.Message);
            return new NodeEvent.ActivationFailed(e.Message);
        }
    }
}
