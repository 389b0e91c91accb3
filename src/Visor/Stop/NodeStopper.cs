using System.Collections.Immutable;
using Visor.Chains;
using Visor.Node;
using Visor.Processes;

namespace Visor.Stop;

/// <summary>
/// Ends a node without passing over what only its core knows. It is asked for as long as the stop has time, before SIGTERM and after it, and its own end is
/// heeded: a core that is ready to upgrade, and no other, kills itself once it is told to stop.
/// </summary>
/// <remarks>Every stop goes through here, whoever wants it: one that does not ask would have the old release started again at the block of its upgrade.</remarks>
internal sealed class NodeStopper(ProcessSetStop stop, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks before anything is done to it.</summary>
    public async Task<UpgradeReadiness> Ask(NodeInstance node, StopPolicy policy)
    {
        var start = time.GetTimestamp();
        var isMeasured = false;
        while (true)
        {
            var word = await Look(node, policy.KillNow);
            node.Word = word;

            // Between its answer and SIGTERM it may still become ready: where it stands tells whether it can have, and the answer has to be the younger of the two.
            if (word is UpgradeReadiness.NotDue && node is { MayStandAtItsBlock: true, Client.TellsHeight: true } && !isMeasured)
            {
                isMeasured = true;
                await Measure(node, policy.KillNow);
                continue;
            }

            if (word is not UpgradeReadiness.Unknown silent)
                return word;
            await Measure(node, policy.KillNow);
            if (policy.KillNow.IsCancellationRequested || time.GetElapsedTime(start) >= FinalQueryTimeout.Choose(node, silent, policy.GracePeriod))
                return word;
            await Pause(policy.KillNow);
        }
    }

    /// <summary>SIGTERM, the grace period, SIGKILL; meanwhile it is asked on, for as long as it answers.</summary>
    /// <param name="isDue">The upgrade is known to be due, so there is nothing left to ask.</param>
    public async Task<NodeStopResult> Stop(NodeInstance node, StopPolicy policy, bool isDue)
    {
        var alive = node.Set.Processes.Where(p => !p.Ended.IsCompleted).ToImmutableArray();
        using var over = new CancellationTokenSource();
        var asking = isDue ? Task.FromResult<UpgradeReadiness?>(null) : AskOn(node, over.Token);
        var outcome = await stop.Run(node.Set, policy);
        await over.CancelAsync();
        var after = await asking;
        var core = alive.FirstOrDefault(p => p == node.Set.Queried);
        var end = core is null ? null : new CoreExit(await core.Ended, WasKilled: outcome.KilledProcesses.Contains(core));
        return new NodeStopResult(alive, outcome.Killed, StoppedCoreReadiness.Decide(node.Word, after, end, node.Agreed, node.HasWitness, node.AtMost));
    }

    private async Task<UpgradeReadiness?> AskOn(NodeInstance node, CancellationToken over)
    {
        UpgradeReadiness? last = null;
        while (!over.IsCancellationRequested && last is not UpgradeReadiness.Due)
        {
            var word = await Look(node, over);
            last = word is UpgradeReadiness.Unknown ? last : word;
            await Pause(over);
        }

        return last;
    }

    // A core that does not say what it is ready for may still say how far it is.
    private static async Task Measure(NodeInstance node, CancellationToken cancellation)
    {
        try
        {
            if (node.Client.TellsHeight && await node.Client.AskHeight(cancellation) is HeightAnswer.Progress progress)
                node.Measure(progress.Value);
        }
        catch (OperationCanceledException)
        {
            // Whoever waits looks at the token.
        }
    }

    private static async Task<UpgradeReadiness> Look(NodeInstance node, CancellationToken cancellation)
    {
        try
        {
            return await FinalUpgradeCheck.At(node, cancellation);
        }
        catch (OperationCanceledException)
        {
            return new UpgradeReadiness.Unknown("there was no time to query it", MayListen: false);
        }
    }

    private async Task Pause(CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(Interval, time, cancellation);
        }
        catch (OperationCanceledException)
        {
            // Whoever waits looks at the token.
        }
    }
}
