using Microsoft.Extensions.Logging;
using Visor.Lifecycle;
using Visor.Node;

namespace Visor.Work;

/// <summary>
/// Looks again and again whether a staged release is still the one that was proven: one that is removed or replaced hours before it is needed
/// can be made ready again in time.
/// </summary>
internal sealed class StagedReleaseMonitor(ReleaseStager staging, HomeChangeSignal changes, TimeProvider time, ILogger log)
{
    /// <summary>Poll interval: the file watch covers HOME itself only.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(30);

    public async Task<NodeEvent> Run(WorkItem.MonitorStaged work, CancellationToken cancellation)
    {
        while (true)
        {
            await changes.Until(() => staging.WhyChanged(work.Release) is not null, PollInterval, time, cancellation);
            if (staging.WhyChanged(work.Release) is not { } problem)
                continue;
            log.LogWarning("{Problem}; checking it again", problem);
            return new NodeEvent.StagingFailed(problem);
        }
    }
}
