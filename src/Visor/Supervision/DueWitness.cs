using Microsoft.Extensions.Logging;
using Visor.Home;
using Visor.Lifecycle;
using Visor.Node;
using Visor.Processes;
using Visor.Releases;
using Visor.Supervision.Contradictions;

namespace Visor.Supervision;

/// <summary>
/// An upgrade that an earlier Visor wrote down as due goes on only if the data node's history does not contradict it: beyond its block the old release has gone on,
/// by somebody's hand, and the new one started there would fork off.
/// </summary>
internal sealed class DueWitness(VisorHome home, RunConfigs runConfigs, LatestHistorySegment segments, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(2);

    /// <remarks>Nothing of the node lives.</remarks>
    /// <exception cref="VisorException">The history goes on beyond the block of the plan.</exception>
    public async Task Hear(ActiveRelease active, UpgradePlan due, CancellationToken cancellation)
    {
        switch (await Ask(active, cancellation))
        {
            case SegmentReading.Found found when BeyondDue.Of(active, due, found.ToHeight, home) is { } contradiction:
                throw new VisorException(ExitCodes.Configuration, contradiction);
            case SegmentReading.Failure failure:
                log.LogWarning("Whether the data node's history goes beyond block {Height} is not known, so the journal's word counts: {Problem}", due.Height, failure.Reason);
                break;
        }
    }

    /// <summary>Whether the history ends at the block of the plan that the journal knows as accepted: then it is due, although nobody has heard the core say so.</summary>
    /// <remarks>Nothing of the node lives.</remarks>
    public async Task<bool> IsDue(ActiveRelease active, CancellationToken cancellation) =>
        active.Upcoming is { } plan && await Ask(active, cancellation) is SegmentReading.Found found && found.ToHeight == plan.Height;

    private async Task<SegmentReading> Ask(ActiveRelease active, CancellationToken cancellation)
    {
        if (runConfigs.Read(home.ReleaseFolder(active.Release.Folder)).Value?.DataNode is not { } dataNode)
            return new SegmentReading.None();
        using var guard = await FileLock.Exclusive(home.NodeLock, LockPatience, time, cancellation);

        // Something lives after all: a start finds it.
        return guard is null ? new SegmentReading.None() : await segments.Read(dataNode, guard, cancellation);
    }
}
