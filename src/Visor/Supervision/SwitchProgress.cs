using System.Threading.Channels;
using Visor.Control;
using Visor.Lifecycle;
using Visor.Model;

namespace Visor.Supervision;

/// <summary>Reports the progress of an ordered switch to its client, until the release has answered or failed.</summary>
internal sealed class SwitchProgress(SwitchOrder order, Func<ControlReply, Task> tell)
{
    private bool _hasBegun;

    public async Task Run(ChannelReader<StateTransition> changes, CancellationToken gone)
    {
        while (await Next(changes, gone) is { } change)
        {
            // What happened before, while the release was being proven, says nothing about this word.
            _hasBegun |= change.After is NodeState.Stopping { Then: StopPurpose.SwitchAsOrdered { Order: var begun } } && begun == order;
            if (!_hasBegun || Reply(change) is not { } reply)
                continue;
            await tell(reply);
            if (reply.ExitCode is not null)
                return;
        }
    }

    private static async Task<StateTransition?> Next(ChannelReader<StateTransition> changes, CancellationToken gone)
    {
        try
        {
            return await changes.ReadAsync(gone);
        }
        catch (OperationCanceledException)
        {
            return null; // The word goes on without anybody who waits for it.
        }
    }

    private ControlReply? Reply(StateTransition change) => (change.Before, change.After) switch
    {
        (not NodeState.Stopping, NodeState.Stopping { Then: StopPurpose.SwitchAsOrdered }) => new("stopping", $"Stopping {change.After.Active.Release.Tag}."),
        (NodeState.Stopping { Then: StopPurpose.SwitchAsOrdered }, NodeState.Stopping { Then: StopPurpose.AwaitUpgrade a }) when Preparation.PlanOf(a.Next) is { } plan =>
            new("void", $"the upgrade to {plan.Tag} at block {plan.Height} has become due, and {order.To.Tag} in its place would fork: Visor continues the upgrade", ExitCodes.Configuration),
        (NodeState.ActivatingOrder, NodeState.Starting) => new("switched", $"current names {order.To.Folder} ({order.To.Tag})."),
        (NodeState.Starting, NodeState.Connecting) => new("started", $"Started {order.To.Tag}; waiting for its first answer."),
        (_, NodeState.Running r) when r.Active.Release == order.To => new("answered", $"{order.To.Tag} answers: it is ready.", ExitCodes.Success),
        (_, NodeState.Stopping { Then: StopPurpose.Restart r }) => new("restarting", $"{order.To.Tag} failed; restarting it: {PlainText.Excerpt(r.Reason, 1000)}"),
        (_, NodeState.Failed f) => new("failed", $"{order.To.Tag} is not running, and Visor gave up: {PlainText.Excerpt(f.Why.Reason, 1000)}", f.Why.ExitCode),
        (_, NodeState.Stopped or NodeState.HandedOver) => new("ended", $"Visor exited before {order.To.Tag} answered; the next Visor continues from here", ExitCodes.Failed),
        _ => null,
    };
}
