using Microsoft.Extensions.Logging;
using Visor.Lifecycle;
using Visor.Model;

namespace Visor.Supervision.Reporting;

/// <summary>The line in the log that a change of state is worth.</summary>
internal static class TransitionLog
{
    /// <param name="downtime">That the change ends; null: none, or how long it was is not known.</param>
    public static void Write(NodeState before, NodeState after, Downtime? downtime, ILogger log)
    {
        switch (before, after)
        {
            case (NodeState.Connecting, NodeState.Running r):
                log.LogInformation("The node answers: {Release} is ready{Downtime}", r.Active.Release.Tag, downtime is null ? "" : $", {Downtime.Format(downtime)}");
                break;
            case (NodeState.Running b, NodeState.Running a) when Preparation.PlanOf(b.Next) != Preparation.PlanOf(a.Next):
                Plan(Preparation.PlanOf(a.Next), log);
                break;
            case (NodeState.Running or NodeState.Connecting, NodeState.Due d) when Preparation.PlanOf(d.Next) is { } plan:
                log.LogInformation("The upgrade to {Tag} is due: the node has stopped at block {Height}", plan.Tag, plan.Height);
                break;
            case (not NodeState.Stopping, NodeState.Stopping { Then: StopPurpose.Activate a }):
                log.LogInformation("Stopping {Old} for {New}", after.Active.Release.Tag, a.To.Tag);
                break;
            case (not NodeState.Stopping, NodeState.Stopping { Then: StopPurpose.Restart r }):
                log.LogError("{Reason}", PlainText.Sentence(r.Reason));
                break;
            case (NodeState.Starting, NodeState.Stopping { Then: StopPurpose.AwaitUpgrade a }) when Preparation.PlanOf(a.Next) is { } plan:
                log.LogError(
                    "The node's data reaches block {Height}: the upgrade to {Tag} is due, the old release will not be restarted",
                    plan.Height, plan.Tag);
                break;
            case (NodeState.Stopping, NodeState.Stopping { Then: StopPurpose.AwaitUpgrade a }) when Preparation.PlanOf(a.Next) is { } plan:
                log.LogWarning(
                    "The stopped node has reached block {Height}: the upgrade to {Tag} is due, the old release will not be restarted",
                    plan.Height, plan.Tag);
                break;
            case (NodeState.Stopping { Then: StopPurpose.RemainStopped { Due: null } }, NodeState.Stopping { Then: StopPurpose.RemainStopped { Due: { } plan } }):
                log.LogWarning(
                    "The stopped node has reached block {Height}: the upgrade to {Tag} is due, the next start continues it",
                    plan.Height, plan.Tag);
                break;
            case (not NodeState.Stopping, NodeState.Stopping { Then: StopPurpose.StartFresh a }):
                log.LogWarning("{Reason}; stopping the rest and starting the node afresh", PlainText.Sentence(a.Reason));
                break;
            case (NodeState.Failed, NodeState.HandedOver):
                log.LogInformation("Handed over: Visor gave up on the node, and the next Visor starts it again");
                break;
            case (NodeState.Failed, NodeState.Stopped):
                log.LogInformation("Asked to stop: Visor gave up on the node, so nothing is running");
                break;
            case (not NodeState.HandedOver, NodeState.HandedOver):
                log.LogInformation("Handed over: the node keeps running for the next Visor");
                break;
            case (not NodeState.Stopping, NodeState.Stopping { Then: StopPurpose.AwaitUpgrade }):
                log.LogInformation("A process exited while the upgrade was due; stopping the rest and starting only the new release");
                break;
            case (_, NodeState.Stopping { Then: StopPurpose.RemainStopped }) when before is not NodeState.Stopping { Then: StopPurpose.RemainStopped }:
                log.LogInformation("Asked to stop");
                break;
            case (not NodeState.Stopping, NodeState.Stopping { Then: StopPurpose.SwitchAsOrdered { Order: var order } }):
                log.LogWarning("{Who} switches from {Old} to {New}: {Reason}", order.By, after.Active.Release.Tag, order.To.Tag, order.Reason ?? "no reason given");
                if (order.Abandons is { } called)
                    log.LogWarning("This also calls off the upgrade to {Tag} at block {Height} in this home", called.Tag, called.Height);
                break;
            case (NodeState.Stopping { Then: StopPurpose.SwitchAsOrdered o }, NodeState.Stopping { Then: StopPurpose.AwaitUpgrade a }) when Preparation.PlanOf(a.Next) is { } plan:
                log.LogError("The upgrade to {Tag} at block {Height} has become due, so Visor does not switch to {Ordered}", plan.Tag, plan.Height, o.Order.To.Tag);
                break;
            case (NodeState.Activating or NodeState.ActivatingOrder, NodeState.Starting s):
                log.LogInformation("Switched: current -> {Folder}, which is {Tag}", s.Active.Release.Folder, s.Active.Release.Tag);
                break;
            case (_, NodeState.BackingOff b):
                log.LogWarning("Restart {Count} after restartsDelaySeconds", b.Restarts);
                break;
            case (not NodeState.Stopped, NodeState.Stopped):
                log.LogInformation("The node has stopped");
                break;
        }
    }

    private static void Plan(UpgradePlan? plan, ILogger log)
    {
        if (plan is null)
            log.LogWarning("The accepted upgrade was withdrawn");
        else
            log.LogInformation("The network has accepted the upgrade to {Tag} at block {Height}", plan.Tag, plan.Height);
    }
}
