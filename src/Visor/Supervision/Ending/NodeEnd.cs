using System.Collections.Immutable;
using Visor.Node;
using Visor.Processes;

namespace Visor.Supervision.Ending;

/// <summary>
/// Ends a node without passing over what only its core knows. It is asked for as long as the stop has time, before SIGTERM and after it, and its own end is
/// heeded: a core that is ready to upgrade, and no other, kills itself once it is told to stop.
/// </summary>
/// <remarks>Every stop goes through here, whoever wants it: one that does not ask would have the old release started again at the block of its upgrade.</remarks>
internal sealed class NodeEnd(ProcessSetStop stop, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks before anything is done to it.</summary>
    public async Task<CoreWord> Ask(RunningNode node, StopPolicy policy)
    {
        var start = time.GetTimestamp();
        var isMeasured = false;
        while (true)
        {
            var word = await Look(node, policy.KillNow);
            node.Word = word;

            // Between its answer and SIGTERM it may still become ready: where it stands tells whether it can have, and the answer has to be the younger of the two.
            if (word is CoreWord.NotDue && node is { MayStandAtItsBlock: true, Statistics: not null } && !isMeasured)
            {
                isMeasured = true;
                await Measure(node, policy.KillNow);
                continue;
            }

            if (word is not CoreWord.NotKnown silent)
                return word;
            await Measure(node, policy.KillNow);
            if (policy.KillNow.IsCancellationRequested || time.GetElapsedTime(start) >= AskLimit.Of(node, silent, policy.GracePeriod))
                return word;
            await Pause(policy.KillNow);
        }
    }

    /// <summary>SIGTERM, the grace period, SIGKILL; meanwhile it is asked on, for as long as it answers.</summary>
    /// <param name="isDue">The upgrade is known to be due, so there is nothing left to ask.</param>
    public async Task<NodeEnding> Stop(RunningNode node, StopPolicy policy, bool isDue)
    {
        var alive = node.Set.Processes.Where(p => !p.Ended.IsCompleted).ToImmutableArray();
        using var over = new CancellationTokenSource();
        var asking = isDue ? Task.FromResult<CoreWord?>(null) : AskOn(node, over.Token);
        var outcome = await stop.Run(node.Set, policy);
        await over.CancelAsync();
        var after = await asking;
        var core = alive.FirstOrDefault(p => p.Role == ProcessRole.Core);
        var end = core is null ? null : new CoreEnd(await core.Ended, WasKilled: outcome.KilledProcesses.Contains(core));
        return new NodeEnding(alive, outcome.Killed, LastWord.Of(node.Word, after, end, node.Agreed, node.HasDataNode, node.AtMost));
    }

    private async Task<CoreWord?> AskOn(RunningNode node, CancellationToken over)
    {
        CoreWord? last = null;
        while (!over.IsCancellationRequested && last is not CoreWord.Due)
        {
            var word = await Look(node, over);
            last = word is CoreWord.NotKnown ? last : word;
            await Pause(over);
        }

        return last;
    }

    // A core that does not say what it is ready for may still say how far it is.
    private static async Task Measure(RunningNode node, CancellationToken cancellation)
    {
        try
        {
            if (node.Statistics is { } statistics && await statistics.Ask(cancellation) is StatisticsAnswer.Progress progress)
                node.Measure(progress.Value);
        }
        catch (OperationCanceledException)
        {
            // Whoever waits looks at the token.
        }
    }

    private static async Task<CoreWord> Look(RunningNode node, CancellationToken cancellation)
    {
        try
        {
            return await LastLook.At(node, cancellation);
        }
        catch (OperationCanceledException)
        {
            return new CoreWord.NotKnown("there was no time to ask", MayListen: false);
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

/// <param name="Alive">What lived when the stop began.</param>
/// <param name="Killed">What did not stop in the grace period and got SIGKILL, for people.</param>
/// <param name="Word">What is known of the core now that it has ended; null: it had ended before the stop began.</param>
internal sealed record NodeEnding(ImmutableArray<SupervisedProcess> Alive, ImmutableArray<string> Killed, CoreWord? Word);

/// <param name="WasKilled">Visor killed it, so its end says nothing.</param>
internal sealed record CoreEnd(ProcessExit Exit, bool WasKilled);
