using Microsoft.Extensions.Logging;
using Visor.Configuration;
using Visor.Home;
using Visor.Lifecycle;
using Visor.Releases;
using Visor.Supervision.Journaling;
using Visor.Supervision.Contradictions;

namespace Visor.Supervision.Work;

/// <summary>
/// The last question before a start: what would run is what the journal says, by its folder, its link and what its binaries say. Anything else is a
/// person's to decide, at this start and at every later one.
/// </summary>
internal sealed class ReleaseProof(
    VisorHome home, RunConfigs runConfigs, ReleaseVersions releases, CurrentLink link, Journal journal, ILogger log)
{
    /// <param name="RunConfig">What is to be started; null: nothing is.</param>
    /// <param name="Wrong">Why not; null: it is what the journal says.</param>
    internal sealed record Result(RunConfig? RunConfig, Failure? Wrong);

    /// <exception cref="ReleaseException">It cannot be used, or not be asked.</exception>
    public async Task<Result> Of(NodeWork.Launch launch, CancellationToken cancellation)
    {
        var active = launch.Active;
        if (Contradiction.Between(journal.History, link.Read(), home, lives: null) is { } contradiction)
            return Wrong(contradiction);
        var runConfig = runConfigs.ValidOrLast(home.ReleaseFolder(active.Release.Folder), log);

        // Before a switch it has just been proven, while the old release still ran; the downtime is not for asking again.
        var found = await releases.Of(runConfig, launch.Cause == StartCause.Switch ? Freshness.AsSaid : Freshness.Recent, cancellation);
        return OtherVersion.Of(active, found, journal.History, home) is { } other ? Wrong(other) : new Result(runConfig, Wrong: null);
    }

    private static Result Wrong(string why) => new(RunConfig: null, new Failure(why, ExitCodes.Configuration));
}
