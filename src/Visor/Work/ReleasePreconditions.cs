using Microsoft.Extensions.Logging;
using Visor.Home;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Recovery.Mismatch;
using Visor.Releases;

namespace Visor.Work;

/// <summary>
/// The last question before a start: what would run is what the journal says, by its folder, its link and what its binaries say. Anything else is a
/// person's to decide, at this start and at every later one.
/// </summary>
internal sealed class ReleasePreconditions(
    VisorHome home, DefinitionCache definitions, SetVersionProbe releases, CurrentLink link, Journal journal, ILogger log)
{
    /// <param name="Definition">What is to be started; null: nothing is.</param>
    /// <param name="Wrong">Why not; null: it is what the journal says.</param>
    internal sealed record Result(NodeDefinition? Definition, Failure? Wrong);

    /// <exception cref="ReleaseException">It cannot be used, or not be asked.</exception>
    public async Task<Result> Check(WorkItem.Launch launch, CancellationToken cancellation)
    {
        var active = launch.Active;
        if (StateMismatch.Between(journal.History, link.Read(), home, lives: null) is { } contradiction)
            return Wrong(contradiction);
        var definition = definitions.ValidOrLast(home.ReleaseFolder(active.Release.Folder), log);

        // Before a switch it has just been proven, while the old release still ran; the downtime is not for asking again.
        var found = await releases.Read(definition, launch.Cause == StartCause.Switch ? Freshness.AsSaid : Freshness.Recent, cancellation);
        return VersionMismatch.Find(active, found, journal.History, home) is { } other ? Wrong(other) : new Result(definition, Wrong: null);
    }

    private static Result Wrong(string why) => new(Definition: null, new Failure(why, ExitCodes.Configuration));
}
