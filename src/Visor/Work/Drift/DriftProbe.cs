using Visor.Chains;
using Visor.Home;
using Visor.Journaling;
using Visor.Model;
using Visor.Recovery;
using Visor.Recovery.Mismatch;
using Visor.Releases;

namespace Visor.Work.Drift;

/// <summary>Looks at what a node would be started from again. A look costs some calls of stat; binaries are run only if something of them has changed.</summary>
internal sealed class DriftProbe(VisorHome home, INodeProcesses processes, DefinitionCache definitions, SetVersionProbe versions, CurrentLink link, SwitchHint hint, DataPreconditions data, Journal journal, TimeProvider time)
{
    /// <summary>What a script starts may change while its own file does not.</summary>
    private static readonly TimeSpan AskAnyway = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan AskAfterFailure = TimeSpan.FromSeconds(30);

    private Asked? _last;

    /// <param name="File">The run config of the release that was asked: after an upgrade it is another one.</param>
    private sealed record Asked(string File, ReleaseFingerprint Stamp, long At, SetVersions? Versions, string? Problem);

    public async Task<RestartSource> At(ActiveRelease active, CancellationToken cancellation)
    {
        var folder = home.ReleaseFolder(active.Release.Folder);
        var current = link.Read();
        var toCurrent = current is CurrentLinkState.Folder other && !string.Equals(other.Path, folder, StringComparison.Ordinal) ? hint.To(other.Path, active) : null;
        if (!Directory.Exists(folder))
            return new RestartSource(current, FolderExists: false, [], IsAsStarted: false, Versions: null, VersionProblem: null) { ToCurrent = toCurrent };
        var reading = definitions.Read(folder);
        var asked = reading.Value is { } definition ? await Versions(definition, cancellation) : null;
        var isAsStarted = NodeAdopter.IsAsStarted(processes, journal.History, reading.Value);
        return new RestartSource(
            current,
            FolderExists: true,
            [.. reading.Errors.Select(e => e.ToString())],
            isAsStarted,
            asked?.Versions,
            asked?.Problem)
        {
            Changed = processes.Changed,

            // What runs keeps its own data as it is; another folder is looked into.
            DataProblem = !isAsStarted && reading.Value is { } changed ? await data.Beforehand(changed, isOther: false) : null,
            ToCurrent = toCurrent,
            ToBinaries = asked?.Versions is { } found && VersionMismatch.Between(active, found) is not null ? hint.To(found, active) : null,
        };
    }

    private async Task<Asked> Versions(NodeDefinition definition, CancellationToken cancellation)
    {
        if (_last is { } last && string.Equals(last.File, definition.File, StringComparison.Ordinal) && last.Stamp.IsUnchanged() && time.GetElapsedTime(last.At) < (last.Problem is null ? AskAnyway : AskAfterFailure))
            return last;
        var stamp = ReleaseFingerprint.Read(definition);
        try
        {
            _last = new Asked(definition.File, stamp, time.GetTimestamp(), await versions.Read(definition, Freshness.Recent, cancellation), Problem: null);
        }
        catch (ReleaseException e)
        {
            _last = new Asked(definition.File, stamp, time.GetTimestamp(), Versions: null, e.Message);
        }

        return _last;
    }
}
