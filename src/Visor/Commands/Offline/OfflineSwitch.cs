using Microsoft.Extensions.Logging.Abstractions;
using Visor.Chains;
using Visor.Configuration;
using Visor.Home;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Node;
using Visor.Platform.FaultInjection;
using Visor.Processes;
using Visor.Recovery;
using Visor.Releases;
using Visor.Switching;

namespace Visor.Commands.Offline;

/// <summary>
/// Carries a person's word out where no Visor runs: what lives is stopped, the word is journalled, <c>current</c> replaced. It starts nothing.
/// </summary>
/// <remarks>The home's lock is held.</remarks>
internal sealed class OfflineSwitch(
    VisorHome home, Chain chain, VisorConfig config, SwitchProposalCheck check, CurrentLink link, DefinitionCache definitions, ILaunchPlanner planner, TimeProvider time, CommandConsole output)
{
    /// <exception cref="VisorException">It is not done; the message says what has been done of it.</exception>
    public async Task Run(SwitchRequest request, string by, CancellationToken cancellation)
    {
        var past = ReleaseHistory.Replay(JournalOf(out var before).Entries);
        ReleaseLookup.RefuseNonsense(request.Word, chain.Layout, past);
        if (before.Active is not { } active)
            throw new VisorException(ExitCodes.Configuration, $"nothing has run in {home.Root} yet: link the release to run (ln -sfn FOLDER {ShellWord.Quote(home.Current)}) and start Visor");
        if (before.Ordered is { } underWay)
            throw new VisorException(ExitCodes.Busy, $"a switch to {underWay.To.Tag}, ordered by {underWay.By}, is in progress: start Visor, which continues it, then repeat this command");
        var release = await Proven(request, active, past, cancellation);
        var wish = new SwitchProposal(release, request.Height, request.Abandons, by, request.Reason);
        await LookOnce(before, active, wish, past);
        await Stop();
        Obey(wish, past);
    }

    private async Task<Release> Proven(SwitchRequest request, ActiveRelease active, ReleaseHistory past, CancellationToken cancellation)
    {
        try
        {
            var release = await check.Prove(request.Word, request.Height, active.Release, config.UpgradeFolders, past, cancellation);
            output.Say($"{release.Tag} in {release.Folder} passed its checks: it can run.");
            return release;
        }
        catch (Exception e) when (e is ReleaseException or IOException or UnauthorizedAccessException)
        {
            throw new VisorException(ExitCodes.Failed, $"{PlainText.Excerpt(request.Word)} is NOT READY; nothing was stopped or changed: {e.Message}");
        }
    }

    // What lives is asked before anything is decided: it may have become ready for an upgrade that nobody has heard of yet.
    private async Task LookOnce(JournalState history, ActiveRelease active, SwitchProposal wish, ReleaseHistory past)
    {
        var due = history.InFlight;
        var survivors = await new RunningNodeScan(home, chain, new ProcessIdentities(), time).Find(history);
        if (due is null && !survivors.Living.IsEmpty)
        {
            using var node = new NodeAdopter(home, chain, definitions, time, NullLogger.Instance).Adopt(active, history, survivors);
            due = (await FinalUpgradeCheck.At(node, CancellationToken.None) as UpgradeReadiness.Due)?.Plan;
        }

        var ruling = SwitchRules.Decide(wish, active, due, new HoldFile(home).Read(), past, home.ResumeCommand, hasSteps: chain.Steps is not null);
        if (ruling is SwitchRuling.Refused refused)
            throw new VisorException(ExitCodes.Configuration, $"{refused.Why}; nothing was stopped or changed");
        RefuseUnsure(((SwitchRuling.Granted)ruling).Order, history);
    }

    private async Task Stop()
    {
        using var signals = new StopCommandSignals(output);
        try
        {
            await new OrphanNodeStopper(home, chain, new ProcessIdentities(), time, output).Run(new StopPolicy(config.StopSignalTimeout, signals.KillNow));
        }
        catch (IOException e)
        {
            throw new VisorException(ExitCodes.Busy, $"part of the node in {home.Root} may still be running: {e.Message}; run `visor stop --home {home.Word}` as a user who may do this");
        }
    }

    private void Obey(SwitchProposal wish, ReleaseHistory past)
    {
        using var journal = new JournalOpener(home, time, NullLogger.Instance).Open(out _);
        var history = journal.History;
        var ruling = SwitchRules.Decide(wish, history.Active!, history.InFlight, new HoldFile(home).Read(), past, home.ResumeCommand, hasSteps: chain.Steps is not null);
        if (ruling is SwitchRuling.Refused refused)
            throw new VisorException(ExitCodes.Configuration, $"{refused.Why}; the node is stopped, and current is unchanged");
        var order = ((SwitchRuling.Granted)ruling).Order;
        RefuseUnsure(order, history);
        if (!journal.Require(JournalRequirement.OrderedBy(order)))
            throw new VisorException(ExitCodes.Configuration, $"cannot record the switch, so current is unchanged, and the node is stopped: {journal.Problem}; free space on the disk, then try again");
        Link(order);
        if (!journal.Require(new JournalEntry.Obeyed(order.To.Tag.Value)))
            output.Warn($"cannot record that current was replaced ({journal.Problem}); the next Visor will notice it by itself");
        output.Say($"The next `visor run --home {home.Word}` {NextRunPreview.Describe(journal.History.Active!, journal.History, Liveness.None, planner.BlockOf(journal.History.Active!))}.");
    }

    // That nobody knows whether the upgrade is due is no reason to run another release past its block: only a word about the upgrade is.
    private void RefuseUnsure(SwitchOrder order, JournalState history)
    {
        if (UncertainStart.Check(order.After(history.Active!), history.Unsure, home) is { } unsure)
            throw new VisorException(unsure.ExitCode, unsure.Reason);
    }

    private void Link(SwitchOrder order)
    {
        try
        {
            Checkpoint.Before(Step.Link);
            if (!link.PointTo(home.ReleaseFolder(order.To.Folder)))
                output.Warn("this file system cannot sync a folder, so `current` may not survive a power failure");
            Checkpoint.After(Step.Link);
            output.Say($"{home.Current} names {order.To.Folder} ({order.To.Tag}).");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VisorException(ExitCodes.Failed, $"{e.Message}; the switch is recorded, and the next `visor run --home {home.Word}` continues from here");
        }
    }

    private ParsedJournal JournalOf(out JournalState history)
    {
        var content = JournalReading.Read(home);
        history = JournalState.Replay(content.Entries);
        return content;
    }
}
