using Visor.Configuration;
using Visor.Lifecycle;
using Visor.Node;
using Visor.Platform;
using Visor.Platform.Files;

namespace Visor.Work;

/// <summary>
/// Waits before an attempt to make a release ready: at first so that not every node of a network asks the server in the same second,
/// then longer and longer, and as long as the server wants.
/// </summary>
internal sealed class StagingBackoff(ReleaseFolderResolver upgradeFolder, LiveConfiguration configuration, HomeChangeSignal changes, TimeProvider time)
{
    public async Task<NodeEvent> Run(WorkItem.AwaitStaging work, CancellationToken cancellation)
    {
        // A folder that an operator has put there meanwhile needs no server, another token has another limit, and what has failed may
        // have been mended.
        var before = changes.Next();
        var token = Token();
        var atLeast = MaxDelay(work.AtLeast, StartDelay(work));
        await changes.Until(() => upgradeFolder.Exists(work.Plan.Tag) || Token() != token, atLeast, time, cancellation);
        using var folder = new ReleaseFolderWatch(upgradeFolder.Resolve(work.Plan.Tag), changes, time);
        var backoff = Backoff.Before(work.Attempt, work.Due, Random.Shared.NextDouble());
        await changes.Until(() => before.IsCompleted, MaxDelay(backoff - atLeast, TimeSpan.Zero), time, cancellation);
        return new NodeEvent.StagingDelayPassed();
    }

    private TimeSpan StartDelay(WorkItem.AwaitStaging work) =>
        work is { Attempt: 1, Due: false } && configuration.Current.AutoInstall is { Enabled: true, StartDelay: var longest }
            ? longest * Random.Shared.NextDouble()
            : TimeSpan.Zero;

    private FileFingerprint? Token() => configuration.Current.AutoInstall.TokenFile is { } file ? FileFingerprint.Read(file) : null;

    private static TimeSpan MaxDelay(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
