using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Visor.Lifecycle;

namespace Visor.Supervision;

/// <summary>
/// The pieces of work in hand. Work that the next state shares with the one before goes on; other work is cancelled and has
/// ended before new work begins.
/// </summary>
internal sealed class WorkScheduler(
    Func<WorkItem, CancellationToken, Task<NodeEvent>> perform, ChannelWriter<InboxMessage> occurrences, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan RepeatDelay = TimeSpan.FromSeconds(1);

    private readonly Dictionary<WorkItem, Piece> _inHand = [];

    private sealed record Piece(Task Ended, CancellationTokenSource Cancellation);

    /// <summary>Takes a piece off the list whose event has arrived.</summary>
    /// <returns>False if it is no longer wanted: its event is news about a state that has been left.</returns>
    public bool Complete(WorkItem work)
    {
        if (!_inHand.Remove(work, out var piece))
            return false;
        piece.Cancellation.Dispose();
        return true;
    }

    public async Task SwitchTo(ImmutableArray<WorkItem> wanted)
    {
        var dropped = _inHand.Where(p => !wanted.Contains(p.Key)).ToList();
        foreach (var (work, piece) in dropped)
        {
            _inHand.Remove(work);
            await piece.Cancellation.CancelAsync();
        }

        foreach (var (_, piece) in dropped)
        {
            await piece.Ended;
            piece.Cancellation.Dispose();
        }

        foreach (var work in wanted)
        {
            if (!_inHand.ContainsKey(work))
                Begin(work, TimeSpan.Zero);
        }
    }

    /// <summary>Does a piece again whose event could not be acted on, in a moment.</summary>
    public void Repeat(WorkItem work) => Begin(work, RepeatDelay);

    private void Begin(WorkItem work, TimeSpan delay)
    {
        var cancellation = new CancellationTokenSource();
        var token = cancellation.Token;
        // While the node is down the loop has nothing better to do, and a change of thread is only a delay: on a busy machine
        // each one waits for a core.
        var ended = IsDowntime(work) ? Perform(work, delay, token) : Task.Run(() => Perform(work, delay, token), CancellationToken.None);
        _inHand[work] = new Piece(ended, cancellation);
    }

    private static bool IsDowntime(WorkItem work) =>
        work is WorkItem.StopSet or WorkItem.SwitchCurrent or WorkItem.AwaitRestart or WorkItem.Launch;

    private async Task Perform(WorkItem work, TimeSpan delay, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                if (delay > TimeSpan.Zero)
                    await Task.Delay(delay, time, cancellation);
                var happened = await perform(work, cancellation);
                await occurrences.WriteAsync(new InboxMessage(work, happened), CancellationToken.None);
                return;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // A defect of Visor must not take a running node along: it is said loudly, and the work is tried again.
                log.LogCritical("Unexpected, please report it: {Work} failed with {Problem}", work, e);
                delay = RepeatDelay;
            }
        }
    }
}
