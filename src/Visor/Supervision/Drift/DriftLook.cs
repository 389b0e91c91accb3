using Visor.Configuration;
using Visor.Home;
using Visor.Lifecycle;
using Visor.Releases;
using Visor.Supervision.Contradictions;
using Visor.Supervision.Journaling;
using Visor.Supervision.Resuming;
using Visor.Supervision.Work;

namespace Visor.Supervision.Drift;

/// <summary>Looks at what a node would be started from again. A look costs some calls of stat; binaries are run only if something of them has changed.</summary>
internal sealed class DriftLook(VisorHome home, RunConfigs runConfigs, ReleaseVersions versions, CurrentLink link, SwitchHint hint, DataProof data, Journal journal, TimeProvider time)
{
    /// <summary>What a script starts may change while its own file does not.</summary>
    private static readonly TimeSpan AskAnyway = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan AskAfterFailure = TimeSpan.FromSeconds(30);

    private Asked? _last;

    /// <param name="File">The run config of the release that was asked: after an upgrade it is another one.</param>
    private sealed record Asked(string File, ReleaseStamp Stamp, long At, SetVersions? Versions, string? Problem);

    public async Task<RestartSource> At(ActiveRelease active, CancellationToken cancellation)
    {
        var folder = home.ReleaseFolder(active.Release.Folder);
        var current = link.Read();
        var toCurrent = current is CurrentReading.Folder other && !string.Equals(other.Path, folder, StringComparison.Ordinal) ? hint.To(other.Path, active) : null;
        if (!Directory.Exists(folder))
            return new RestartSource(current, FolderExists: false, [], IsAsStarted: false, Versions: null, VersionProblem: null) { ToCurrent = toCurrent };
        var reading = runConfigs.Read(folder);
        var asked = reading.Value is { } runConfig ? await Versions(runConfig, cancellation) : null;
        var isAsStarted = Adoption.IsAsStarted(journal.History, reading.Value);
        return new RestartSource(
            current,
            FolderExists: true,
            [.. reading.Errors.Select(e => e.ToString())],
            isAsStarted,
            asked?.Versions,
            asked?.Problem)
        {
            // What runs keeps its own data as it is; another folder is looked into.
            DataProblem = !isAsStarted && reading.Value is { } changed ? await data.Beforehand(changed, isOther: false) : null,
            ToCurrent = toCurrent,
            ToBinaries = asked?.Versions is { } found && OtherVersion.Between(active, found) is not null ? hint.To(found, active) : null,
        };
    }

    private async Task<Asked> Versions(RunConfig runConfig, CancellationToken cancellation)
    {
        if (_last is { } last && string.Equals(last.File, runConfig.File, StringComparison.Ordinal) && last.Stamp.IsUnchanged() && time.GetElapsedTime(last.At) < (last.Problem is null ? AskAnyway : AskAfterFailure))
            return last;
        var stamp = ReleaseStamp.Of(runConfig);
        try
        {
            _last = new Asked(runConfig.File, stamp, time.GetTimestamp(), await versions.Of(runConfig, Freshness.Recent, cancellation), Problem: null);
        }
        catch (ReleaseException e)
        {
            _last = new Asked(runConfig.File, stamp, time.GetTimestamp(), Versions: null, e.Message);
        }

        return _last;
    }
}
