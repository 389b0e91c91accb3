using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Visor.Chains;
using Visor.Home;
using Visor.Hooks;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Model.Events;
using Visor.Node;
using Visor.Platform;
using Visor.Recovery.Mismatch;
using Visor.Recovery.Stamp;
using Visor.Releases;

namespace Visor.Recovery;

/// <summary>
/// From journal, disk and process table to the first state. What they say must agree: where it does not, nothing is started
/// and the operator is told what was found.
/// </summary>
internal sealed class StartupRecovery(
    VisorHome home,
    JournalState history,
    bool journalWasThere,
    CurrentLink link,
    DefinitionCache definitions,
    IReleaseLayout layout,
    INodeConnector connector,
    SetVersionProbe versions,
    RunningNodeScan search,
    NodeAdopter adoption,
    StampVerifier stamp,
    DueUpgradeCheck due,
    UpgradeHooks hooks,
    TimeProvider time,
    ILogger log)
{
    /// <summary>The first state, what of the node lives already, and what the journal still lacks.</summary>
    /// <param name="Node">Null: nothing of it lives.</param>
    internal sealed record Beginning(NodeState State, NodeInstance? Node, ImmutableArray<JournalEntry> Entries);

    /// <exception cref="VisorException">This home cannot be started as it is.</exception>
    public async Task<Beginning> Begin(CancellationToken cancellation)
    {
        var survivors = await search.Find(history);
        var lives = survivors.Survival == Liveness.None ? null : $"this is still running: {survivors.Names}";
        await HearData(lives);
        if (lives is null && SwitchedElsewhere() is { } switched)
            return switched;
        if (StateMismatch.Between(history, link.Read(), home, lives) is { } contradiction)
        {
            return lives is null && history.Active is { } last && await LinkedToWhatIsDue(last, cancellation)
                ? GoOn(last, last.Upcoming!)
                : throw new VisorException(ExitCodes.Configuration, contradiction);
        }

        if (history.Active is { } active && (lives is not null || history.InFlight is not null || history.Ordered is not null))
            return Resume(active, survivors);

        var folder = CurrentFolder();
        var found = await FolderVersions.Probe(versions, folder, cancellation);
        var known = history.Active is null ? await stamp.First(found, home.NameOf(folder)) : null;
        EnsureLink(folder);
        if (history.Active is { } journalled)
        {
            return VersionMismatch.Find(journalled, found, history, home) is { } other
                ? throw new VisorException(ExitCodes.Configuration, other)
                : new Beginning(RecoveryDecision.Decide(journalled, history, Liveness.None), Node: null, []);
        }

        var choice = known ?? new JournalEntry.Selected(found.Release.Value, home.NameOf(folder), "first start in this home", found.Other?.Value);
        var now = history.After(choice);
        return new Beginning(RecoveryDecision.Decide(now.Active!, now, Liveness.None), Node: null, [choice]);
    }

    // What lives although journal and lock know nothing of it is the first thing to be told: whoever decides about the data would else start a second node.
    private async Task HearData(string? lives)
    {
        try
        {
            await stamp.Refuse(history, lives);
        }
        catch (VisorException) when (lives is null && Stranger() is { } stranger)
        {
            throw new VisorException(stranger.ExitCode, stranger.Reason);
        }
    }

    // Another program that knows such homes has made the upgrade, and has left word of it beside the release.
    private Beginning? SwitchedElsewhere()
    {
        if (history is not { Active: { } active, Ordered: null } || link.Read() is not CurrentLinkState.Folder { Path: var folder } || layout.SwitchedAt(folder) is not { } height
            || height <= active.Passed || (history.InFlight is { } due && due.Height > height) || !ReleaseTag.TryParseEscaped(Path.GetFileName(folder), out var tag)
            || IsOwnSwitch(folder, height))
            return null;
        log.LogWarning("{Current} was switched to {Tag} at block {Height} while no Visor ran, and {File} says so: Visor goes on from there", home.Current, tag, height, Path.Combine(folder, "upgrade-info.json"));
        var entry = new JournalEntry.Witnessed(tag.Value, home.NameOf(folder), height, HasAnswered: false, "switched by another program");
        var now = history.After(entry);
        return new Beginning(RecoveryDecision.Decide(now.Active!, now, Liveness.None), Node: null, [entry]);
    }

    // The last Visor ended between the link and the line that says so. It links relative paths, and only when all work for the stopped node is done.
    private bool IsOwnSwitch(string folder, ulong height) =>
        history is { InFlight: { } plan, Target: { } target } && plan.Height == height && string.Equals(home.ReleaseFolder(target.Folder), folder, StringComparison.Ordinal)
        && history.Step is not { IsDone: false } && new FileInfo(home.Current).LinkTarget is { } text && !Path.IsPathRooted(text);

    private Failure? Stranger() => link.Read() is CurrentLinkState.Folder { Path: var folder } && definitions.Read(folder).Value is { } definition
        ? LaunchPreconditions.StrangerOn(connector, definition.Endpoint)
        : null;

    // All of the node died at the block before Visor had heard that the core was ready, and somebody has linked the release that must follow. The data says the
    // same, so that this is no guess; without such a witness a link that was changed early looks alike.
    private async Task<bool> LinkedToWhatIsDue(ActiveRelease active, CancellationToken cancellation)
    {
        if (history is not { InFlight: null, Ordered: null } || active.Upcoming is not { } plan || link.Read() is not CurrentLinkState.Folder { Path: var folder })
            return false;
        try
        {
            return VersionMismatch.Between(active, await versions.Read(home.ReleaseFolder(active.Release.Folder), cancellation)) is null
                && await due.IsDue(active, cancellation)
                && await IsApprovedOf(active, plan, folder, cancellation)
                && (await versions.Read(folder, cancellation)).Release == plan.Tag;
        }
        catch (ReleaseException)
        {
            return false;
        }
    }

    // Before anything of it is executed.
    private async Task<bool> IsApprovedOf(ActiveRelease active, UpgradePlan plan, string folder, CancellationToken cancellation)
    {
        if (await hooks.OnStaged(VisorEvent.About(EventKind.Staged, active.Release, plan, time.GetUtcNow()), folder, cancellation) is not { } veto)
            return true;
        log.LogError("Visor did not ask {Folder}, which {Current} names, for its version: {Problem}", folder, home.Current, veto);
        return false;
    }

    private Beginning GoOn(ActiveRelease active, UpgradePlan plan)
    {
        log.LogWarning(
            "{Current} was linked by hand to {Tag}, and {Witness} has reached block {Height}: the upgrade is due and continues", home.Current, plan.Tag, due.WitnessName, plan.Height);
        PointTo(home.ReleaseFolder(active.Release.Folder));
        return new Beginning(new NodeState.Due(active, new Preparation.Pending(plan, 1, null), Hold: null, ProcessesAlive: false), Node: null, [new JournalEntry.Due(plan.Tag.Value, plan.Height, DowntimePart.Release)]);
    }

    private Beginning Resume(ActiveRelease active, FoundProcesses survivors)
    {
        var state = RecoveryDecision.Decide(active, history, survivors.Survival);
        if (history.Ordered is { } order)
            log.LogWarning("The switch to {Tag} ordered by {Who} was in progress when the previous Visor ended; continuing", order.To.Tag, order.By);
        else if (history.InFlight is { } plan)
            log.LogWarning("The upgrade to {Tag} at block {Height} was due when the previous Visor ended; continuing", plan.Tag, plan.Height);
        return survivors.Survival == Liveness.None
            ? new Beginning(state, Node: null, [])
            : new Beginning(state, adoption.Adopt(active, history, survivors), [.. survivors.Unjournalled]);
    }

    private string CurrentFolder() => link.Read() switch
    {
        CurrentLinkState.Folder current => current.Path,
        CurrentLinkState.Missing when !journalWasThere => home.Genesis,
        CurrentLinkState.Missing missing => throw new VisorException(
            ExitCodes.Configuration,
            $"{home.Current} is missing and the journal {home.Journal} is empty, so Visor cannot tell what ran here: {ManualLink.Remedy(home, missing)}, "
            + $"or, if nothing ever ran in this home, remove the journal (rm {ShellWord.Quote(home.Journal)})"),
        CurrentLinkState.Broken broken => throw new VisorException(
            ExitCodes.Configuration,
            $"{home.Current} points to {broken.Target}, which does not exist: {ManualLink.Remedy(home, broken)}"),
        var other => throw new VisorException(ExitCodes.Configuration, $"{home.Current} is not a symlink: {ManualLink.Remedy(home, other)}"),
    };

    private void EnsureLink(string folder)
    {
        if (link.Read() is CurrentLinkState.Missing)
            PointTo(folder);
    }

    private void PointTo(string folder)
    {
        try
        {
            link.PointTo(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VisorException(PassingTrouble.ExitCodeOf(e), e.Message);
        }
    }
}
