using System.Threading.Channels;
using Visor.Configuration;
using Visor.Control;
using Visor.Home;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Node;
using Visor.Switching;

namespace Visor.Supervision;

/// <summary>Where a running Visor hears a person's word: the release is proven while the node runs, the core asked once more, and the lifecycle told.</summary>
/// <param name="hasSteps">Whether something is done on the stopped node before an upgrade.</param>
/// <param name="post">Puts an event into the supervisor's loop, which says what became of it.</param>
internal sealed class SwitchHandler(
    VisorHome home, LiveConfiguration configuration, Journal journal, RunningNodeSlot current, SwitchProposalCheck check, bool hasSteps, Action<NodeEvent?, Action<Acceptance>?> post)
{
    private int _isTaken;
    private volatile Channel<StateTransition>? _changes;

    /// <summary>The lifecycle has come to another state.</summary>
    public void Note(StateTransition change) => _changes?.Writer.TryWrite(change);

    public async Task Serve(SwitchMessage message, string by, Func<ControlReply, Task> tell, CancellationToken gone)
    {
        if (Interlocked.Exchange(ref _isTaken, 1) != 0)
        {
            await tell(new ControlReply("refused", $"a switch is already in progress; see `visor status --home {home.Word}`", ExitCodes.Busy));
            return;
        }

        try
        {
            var changes = Channel.CreateUnbounded<StateTransition>();
            _changes = changes;
            if (await Decided(message, by, changes.Reader, tell, gone) is { } order)
                await new SwitchProgress(order, tell).Run(changes.Reader, gone);
        }
        finally
        {
            _changes = null;
            Volatile.Write(ref _isTaken, 0);
        }
    }

    /// <returns>What has been decided; null: it is not done, which has been said.</returns>
    private async Task<SwitchOrder?> Decided(SwitchMessage message, string by, ChannelReader<StateTransition> changes, Func<ControlReply, Task> tell, CancellationToken gone)
    {
        if (AbandonedBy(message, out var abandons) is { } wrong)
            return await Refuse(tell, wrong, ExitCodes.Usage);
        var given = journal.History.Active!;
        SwitchProposal wish;
        ReleaseHistory past;
        try
        {
            past = ReleaseHistory.Replay(JournalReading.Read(home).Entries);
            var release = await check.Prove(message.Word, message.Height, given.Release, configuration.Current.UpgradeFolders, past, gone);
            wish = new SwitchProposal(release, message.Height, abandons, by, message.Reason is null ? null : PlainText.Excerpt(message.Reason));
            await tell(new ControlReply("checked", $"{release.Tag} in {release.Folder} passed its checks: it can run."));
        }
        catch (VisorException e)
        {
            return await Refuse(tell, e.Message, e.ExitCode);
        }
        catch (Exception e) when (e is ReleaseException or IOException or UnauthorizedAccessException)
        {
            return await Refuse(tell, $"{PlainText.Excerpt(message.Word)} is NOT READY: {e.Message}", ExitCodes.Failed);
        }

        while (true)
        {
            // It may have become ready for an upgrade that nobody has heard of yet.
            if (current.Running is { } node && await FinalUpgradeCheck.At(node, gone) is UpgradeReadiness.Due due)
                post(new NodeEvent.PlanDue(due.Plan), null);
            var stands = message.Height is not null && current.Running is { } living ? await living.AskHeight(gone) : null;
            var history = await Settled();
            if (history.Active is { } now && (now.Release, now.Passed) != (given.Release, given.Passed))
                return await Refuse(tell, $"the switch was ordered while {given.Release.Tag} was running, but {now.Release.Tag} has replaced it since; repeat the command if you still want it", ExitCodes.Configuration);
            var ruling = SwitchRules.Decide(wish, history.Active!, history.InFlight, new HoldFile(home).Read(), past, home.ResumeCommand, stands, hasSteps);
            if (ruling is SwitchRuling.Refused refused)
                return await Refuse(tell, refused.Why, ExitCodes.Configuration);
            var order = ((SwitchRuling.Granted)ruling).Order;
            switch (await Told(order))
            {
                case Acceptance.Taken:
                    return order;
                case Acceptance.NotWritten:
                    return await Refuse(tell, $"cannot write the journal, and Visor does not switch without it: {journal.Problem}", ExitCodes.Configuration);
                case Acceptance.Over:
                    return await Refuse(tell, "Visor is stopping", ExitCodes.Busy);
                default:
                    await tell(new ControlReply("waiting", "Visor first finishes a start, stop or switch that is in progress."));
                    await changes.ReadAsync(gone);
                    break;
            }
        }
    }

    private static string? AbandonedBy(SwitchMessage message, out UpgradePlan? abandons)
    {
        abandons = null;
        if (message.AbandonedTag is null && message.AbandonedHeight is null)
            return null;
        if (message is not { AbandonedTag: { } tag, AbandonedHeight: { } height } || !ReleaseTag.TryParseStored(tag, out var parsed))
            return "the upgrade to call off is not valid";
        abandons = new UpgradePlan(parsed, height);
        return null;
    }

    // What has been posted before is in the journal when this has been through the loop.
    private async Task<JournalState> Settled()
    {
        var through = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        post(null, _ => through.TrySetResult());
        await through.Task;
        return journal.History;
    }

    private Task<Acceptance> Told(SwitchOrder order)
    {
        var answer = new TaskCompletionSource<Acceptance>(TaskCreationOptions.RunContinuationsAsynchronously);
        post(new NodeEvent.SwitchOrdered(order), reception => answer.TrySetResult(reception));
        return answer.Task;
    }

    private static async Task<SwitchOrder?> Refuse(Func<ControlReply, Task> tell, string why, int exitCode)
    {
        await tell(new ControlReply("refused", $"{why}; nothing was stopped or changed", exitCode));
        return null;
    }
}
