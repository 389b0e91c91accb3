using Visor.Chains;
using Visor.Home;
using Visor.Journaling;
using Visor.Model;
using Visor.Recovery;
using Visor.Recovery.Mismatch;
using Visor.Recovery.Stamp;
using Visor.Releases;

namespace Visor.Commands.Offline;

/// <summary>Ends a contradiction between journal, <c>current</c> and the chain's data as the operator says. It starts and stops nothing.</summary>
/// <param name="journal">The home's lock is held.</param>
/// <param name="confirm">Asks whether the network has called this upgrade off.</param>
internal sealed class MismatchResolver(
    VisorHome home, Journal journal, CurrentLink link, SetVersionProbe versions, RunningNodeScan search, StampVerifier witness, ILaunchPlanner planner, CommandConsole output,
    Func<UpgradePlan, bool> confirm)
{
    private readonly StampResolver _stamps = new(home, journal, link, versions, witness, output);
    private readonly PendingPlanResolver _plans = new(home, journal, output, confirm);

    /// <param name="by">Who says it, for people.</param>
    /// <exception cref="VisorException">It cannot be done as things are.</exception>
    public async Task Run(ResolveSide keep, string by, CancellationToken cancellation)
    {
        var word = new ResolveRecord(journal, keep, by);
        var contradiction = await witness.Contradiction(journal.History);
        if (contradiction is not null)
            await EnsureNothingLives();
        if (contradiction is null ? keep == ResolveSide.Data : keep == ResolveSide.Data || (keep == ResolveSide.Current && journal.History.Active is null))
        {
            await Settle(keep, word, contradiction, cancellation);
            return;
        }

        if (journal.History.Active is not { } active)
        {
            if (contradiction is not null)
                throw new VisorException(ExitCodes.Configuration, $"the journal has no release to keep; use --keep-data or --keep-current, as `visor run --home {home.Word}` says");
            output.Say("No mismatch: by its journal, nothing has run in this home yet. If `visor run` refuses to start, its message says why.");
            return;
        }

        var reading = link.Read();
        var survivors = await search.Find(journal.History);
        var unsure = journal.History is { Unsure: not null, InFlight: null, Ordered: null } ? active.Upcoming : null;
        if (unsure is not null && contradiction is null && StateMismatch.Agrees(reading, journal.History, home))
            _plans.GoOn(active, unsure, word);
        else if (keep == ResolveSide.Current && contradiction is null && StateMismatch.Agrees(reading, journal.History, home) && journal.History is { InFlight: { } plan, Target: null, Ordered: null })
            _plans.CallOff(active, plan, survivors, by);
        else if (StateMismatch.Agrees(reading, journal.History, home))
            await SameFolder(keep, word, active, reading, survivors, contradiction, cancellation);
        else if (keep == ResolveSide.Journal)
            Link(active.Release, reading, word);
        else
            await Note(word, active, reading, survivors, cancellation);
        if (contradiction is not null)
            _stamps.Restamp(contradiction.Path);
        output.Say($"The next `visor run --home {home.Word}` {NextRunPreview.Describe(journal.History.Active!, journal.History, survivors.Survival, planner.BlockOf(journal.History.Active!))}.");
    }

    // The link is right; the binaries behind it may be others.
    private async Task SameFolder(
        ResolveSide keep, ResolveRecord word, ActiveRelease active, CurrentLinkState reading, FoundProcesses survivors, StampMismatch? contradiction, CancellationToken cancellation)
    {
        if (await Other(active, reading, cancellation) is not { } other)
        {
            if (contradiction is not null)
                word.Note(contradiction.Says());
            output.Say(contradiction is not null ? "Current now names what the journal says." : "No mismatch: `current` and the journal agree.");
            return;
        }

        if (keep == ResolveSide.Journal)
            throw new VisorException(ExitCodes.Configuration, other);
        await Note(word, active, reading, survivors, cancellation);
    }

    /// <returns>Null: the binaries are those of the journal, or cannot be asked, and then <c>visor run</c> says why.</returns>
    private async Task<string?> Other(ActiveRelease active, CurrentLinkState reading, CancellationToken cancellation)
    {
        if (reading is not CurrentLinkState.Folder { Path: var folder } || !string.Equals(folder, home.ReleaseFolder(active.Release.Folder), StringComparison.Ordinal))
            return null;
        try
        {
            return VersionMismatch.Find(active, await versions.Read(folder, cancellation), journal.History, home);
        }
        catch (ReleaseException)
        {
            return null;
        }
    }

    // What is said of the data is said of all that runs on it.
    private async Task EnsureNothingLives()
    {
        var survivors = await search.Find(journal.History);
        if (survivors.Survival != Liveness.None)
            throw new VisorException(ExitCodes.Busy, $"this is still running: {survivors.Names}; run `visor stop --home {home.Word}` first");
    }

    private async Task Settle(ResolveSide keep, ResolveRecord word, StampMismatch? contradiction, CancellationToken cancellation)
    {
        if (contradiction is null)
            output.Say("No mismatch: the chain's data and the journal agree.");
        else if (keep == ResolveSide.Data)
            await _stamps.KeepData(contradiction, meaning => word.Note(null, meaning), cancellation);
        else
            await _stamps.KeepCurrent(contradiction, meaning => word.Note(null, meaning), cancellation);
        if (journal.History.Active is { } active)
            output.Say($"The next `visor run --home {home.Word}` {NextRunPreview.Describe(active, journal.History, (await search.Find(journal.History)).Survival, planner.BlockOf(active))}.");
    }

    private void Link(Release release, CurrentLinkState reading, ResolveRecord word)
    {
        var folder = home.ReleaseFolder(release.Folder);
        if (!Directory.Exists(folder))
        {
            throw new VisorException(
                ExitCodes.Configuration,
                $"{folder}, from which {release.Tag} ran according to the journal, does not exist: put it back and try again, or link the release that should run "
                + $"(ln -sfn FOLDER {ShellWord.Quote(home.Current)}) and run `visor resolve --home {home.Word} --keep-current`");
        }

        var before = reading switch
        {
            CurrentLinkState.Folder named => $"named {home.NameOf(named.Path)}",
            CurrentLinkState.Broken broken => $"named {broken.Target}, which does not exist",
            CurrentLinkState.NotALink => "was not a symlink",
            _ => "was missing",
        };
        word.Note($"current {before}");
        new CurrentLinkCommand(home, link, output).PointTo(folder);
        output.Say($"{home.Current} names {release.Folder} ({release.Tag}), as the journal says; it {before}.");
    }

    private async Task Note(ResolveRecord word, ActiveRelease active, CurrentLinkState reading, FoundProcesses survivors, CancellationToken cancellation)
    {
        if (survivors.Survival != Liveness.None)
        {
            throw new VisorException(
                ExitCodes.Busy, $"this is still running, started as the journal says and not as current does: {survivors.Names}; run `visor stop --home {home.Word}` first");
        }

        var (current, dataNode) = await Named(reading, cancellation);
        var choice = ResolveDecision.Decide(journal.History, journal.History.InFlight ?? Unsure(active, current), current, home, dataNode);
        if (choice is ResolveDecision.Refused refused)
            throw new VisorException(ExitCodes.Configuration, $"{refused.Why} (ln -sfn FOLDER {ShellWord.Quote(home.Current)}), then try again");
        var (entry, warning) = (ResolveDecision.Allowed)choice;
        if (UncertainStart.Check(journal.History.After(entry).Active!, journal.History.Unsure, home) is { } unsure)
            throw new VisorException(unsure.ExitCode, unsure.Reason);
        word.Note(null, entry);
        if (warning is not null)
            output.Warn(warning);
        output.Say($"The journal now names what current names: {current.Tag} in {current.Folder}.");
    }

    // A person who links what was agreed on, where nobody knows whether it is time for it, says that it is.
    private UpgradePlan? Unsure(ActiveRelease active, Release current) =>
        journal.History.Unsure is not null && active.Upcoming is { } plan && plan.Tag == current.Tag ? plan : null;

    private async Task<(Release Release, ReleaseTag? OtherDataNode)> Named(CurrentLinkState reading, CancellationToken cancellation)
    {
        if (reading is not CurrentLinkState.Folder folder)
        {
            var what = reading switch
            {
                CurrentLinkState.Broken broken => $"points to {broken.Target}, which does not exist",
                CurrentLinkState.NotALink => "is not a symlink",
                _ => "is missing",
            };
            throw new VisorException(
                ExitCodes.Configuration,
                $"{home.Current} {what}: {ManualLink.Remedy(home, reading)}, then run `visor resolve --home {home.Word} --keep-current` again");
        }

        var found = await FolderVersions.Probe(versions, folder.Path, cancellation);
        return (new Release(found.Release, home.NameOf(folder.Path)), found.Other);
    }
}
