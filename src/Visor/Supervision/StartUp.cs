using Microsoft.Extensions.Logging;
using Visor.Home;
using Visor.Lifecycle;
using Visor.Processes;
using Visor.Releases;
using Visor.Supervision.Journaling;
using Visor.Supervision.Work;

namespace Visor.Supervision;

/// <summary>
/// From journal, disk and process table to the first state. What they say must agree: where it does not, nothing is started
/// and the operator is told what was found.
/// </summary>
internal sealed class StartUp(
    VisorHome home,
    JournalHistory history,
    bool journalWasThere,
    CurrentLink link,
    RunConfigs runConfigs,
    BinaryVersions versions,
    ProcessIdentities identities,
    ILogger log)
{
    /// <summary>The first state, and what the journal still lacks: what runs by the operator's choice; null: it knows.</summary>
    internal sealed record Beginning(NodeState State, JournalEntry? Choice);

    /// <exception cref="VisorException">This home cannot be started as it is.</exception>
    public async Task<Beginning> Begin(CancellationToken cancellation)
    {
        RefuseLivingProcesses();
        if (history.InFlight is { } plan)
            throw HalfDone(plan);

        var folder = CurrentFolder();
        var release = new Release(await ProvenVersion(folder, cancellation), home.NameOf(folder));
        EnsureLink(folder);
        var choice = history.Active?.Release == release ? null : Choice(release);
        var active = (choice is null ? history : history.After(choice)).Active!;
        var cause = active switch
        {
            { Answered: false } => StartCause.Switch,
            _ when history.EndedAsAsked => StartCause.Fresh,
            _ => StartCause.Failure,
        };
        return new Beginning(new NodeState.Starting(active, cause, Restarts: 0), choice);
    }

    private void RefuseLivingProcesses()
    {
        var living = history.Processes.Where(p => identities.Lives(p.Process) != false).ToList();
        if (living.Count == 0 && FileLock.IsFree(home.NodeLock))
            return;
        throw living.Count == 0
            ? new VisorException(ExitCodes.Busy, Obstacles.LivingNode(home).Reason)
            : new VisorException(
                ExitCodes.Busy,
                $"a node of this home still lives: {string.Join(", ", living.Select(p => $"the {p.Role.Word()}, {Obstacles.Describe(p.Process.Pid)}"))}; "
                + "a second one must never run beside it, so stop it (kill -TERM PID, and wait until it has ended), then start Visor again");
    }

    private VisorException HalfDone(UpgradePlan plan) => new(
        ExitCodes.Configuration,
        $"the upgrade to {plan.Tag} at block {plan.Height} was due and has not been finished, and the old release must not run again: "
        + $"if {home.Current} does not name the folder of {plan.Tag} yet, relink it (ln -sfn FOLDER {home.Current}); then move "
        + $"{home.Journal} away, put `{SnapshotFlag.Name} {plan.Height}` into the args of the new run config for its first start, "
        + "and start Visor again");

    private string CurrentFolder() => link.Read() switch
    {
        CurrentReading.Folder current => current.Path,
        CurrentReading.Missing when !journalWasThere => home.Genesis,
        CurrentReading.Missing when history.Active is null => throw new VisorException(
            ExitCodes.Configuration,
            $"{home.Current} is missing and the journal {home.Journal} is empty, so nobody knows what ran here: link the release that must "
            + $"run (ln -s FOLDER {home.Current}), or, if nothing ever ran on this home, remove the journal"),
        CurrentReading.Missing => throw new VisorException(
            ExitCodes.Configuration,
            $"{home.Current} is missing, but the journal says that {history.Active!.Release.Tag} ran from {history.Active.Release.Folder}: "
            + $"link it again (ln -sfn {history.Active.Release.Folder} {home.Current}); Visor never goes back to genesis by itself"),
        CurrentReading.Broken broken => throw new VisorException(
            ExitCodes.Configuration,
            $"{home.Current} leads to {broken.Target}, which does not exist: link it to the folder of the release that should run "
            + $"(ln -sfn FOLDER {home.Current})"),
        _ => throw new VisorException(
            ExitCodes.Configuration,
            $"{home.Current} is not a symlink: move it to a folder named by its release (mv {home.Current} {home.ReleaseFolder("vX.X.X")}) "
            + $"and link that (ln -s vX.X.X {home.Current})"),
    };

    private async Task<ReleaseTag> ProvenVersion(string folder, CancellationToken cancellation)
    {
        try
        {
            var reading = runConfigs.Read(folder);
            foreach (var warning in reading.Warnings)
                log.LogWarning("{Warning}", warning);
            var runConfig = runConfigs.Valid(folder);
            Executable.Ensure(runConfig);
            return await versions.Of(runConfig.Core.Path, cancellation);
        }
        catch (ReleaseException e)
        {
            throw new VisorException(ExitCodes.Configuration, e.Message);
        }
    }

    private void EnsureLink(string folder)
    {
        if (link.Read() is not CurrentReading.Missing)
            return;
        try
        {
            link.PointTo(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VisorException(ExitCodes.Configuration, e.Message);
        }
    }

    private JournalEntry.Selected Choice(Release release)
    {
        if (history.Active is not { Release: var before })
            return new JournalEntry.Selected(release.Tag.Value, release.Folder, "the first start on this home");
        var why = string.Equals(before.Folder, release.Folder, StringComparison.Ordinal)
            ? $"the binary in {release.Folder} was {before.Tag} and is now {release.Tag}"
            : $"current named {before.Folder} ({before.Tag}) and now names {release.Folder} ({release.Tag})";
        log.LogWarning("Changed by hand since Visor last ran, and accepted: {Change}", why);
        return new JournalEntry.Selected(release.Tag.Value, release.Folder, why);
    }
}
