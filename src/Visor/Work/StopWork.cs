using Microsoft.Extensions.Logging;
using Visor.Chains;
using Visor.Configuration;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Node;
using Visor.Processes;
using Visor.Stop;

namespace Visor.Work;

/// <summary>Stops what runs and says how each process ended. What only its core knows is told before the stop is over.</summary>
internal sealed class StopWork(
    LiveConfiguration configuration,
    Chain chain,
    NodeStopper end,
    Journal journal,
    RunningNodeSlot current,
    RuntimeTelemetry observations,
    ILogger log,
    CancellationToken killNow)
{
    /// <remarks>
    /// Not to be cancelled: a stop that has begun has to end before anything else may begin. It may end in the news that the upgrade is due; once that is
    /// written down the stop is done again, from where it was left.
    /// </remarks>
    public async Task<NodeEvent> Run(WorkItem.StopSet work)
    {
        if (current.Running is not { } node)
            return new NodeEvent.SetStopped();

        var policy = new StopPolicy(GraceOf(node), killNow);
        if (!work.IsReadinessKnown && node.Ending is null)
        {
            var word = await end.Ask(node, policy);
            if (word is UpgradeReadiness.Due before)
                return new NodeEvent.PlanDue(before.Plan);

            // Before SIGTERM, for whoever comes after a Visor that has died in between and finds the core gone.
            if (node.IsUnsure)
                journal.Record(new JournalEntry.Stopping("readiness unknown", Unsure: true, node.AtMost));
        }

        node.Ending ??= await End(node, policy, work.IsReadinessKnown);
        if (!work.IsReadinessKnown && node.Ending.Word is UpgradeReadiness.Due late)
            return new NodeEvent.PlanDue(late.Plan);
        journal.Note(Stopped(node, node.Ending, work));
        current.Clear();
        return new NodeEvent.SetStopped();
    }

    // Killed in its first commit it may never start again.
    private TimeSpan GraceOf(NodeInstance node) =>
        chain.LeavesAlone(node.Active) ? Timeout.InfiniteTimeSpan : configuration.Current.StopSignalTimeout;

    private async Task<NodeStopResult> End(NodeInstance node, StopPolicy policy, bool isDue)
    {
        var ending = await end.Stop(node, policy, isDue);
        observations.SetStopped();
        foreach (var process in node.Set.Processes)
        {
            var how = await process.Ended;
            journal.Note(JournalEntry.Ended.Of(process.Role, process.Pid, how));
            if (ending.Alive.Contains(process))
                log.LogInformation("The {Role} (pid {Pid}) has stopped: {How}", process.Role, process.Pid, how);
        }

        foreach (var killed in ending.Killed)
            log.LogWarning("The {Killed} did not stop in time (stopSignalTimeoutSeconds, or a second SIGINT); killed with SIGKILL", killed);
        return ending;
    }

    private JournalEntry.Stopped Stopped(NodeInstance node, NodeStopResult ending, WorkItem.StopSet work)
    {
        // What ended by itself, or had to be killed, has left its data as after a failure, whatever the stop was for.
        var isAsked = !work.IsAfterFailure && ending.Killed.IsEmpty && ending.Alive.Length == node.Set.Processes.Length;
        if (work.IsReadinessKnown || ending.Word is not UpgradeReadiness.Unknown { Why: var why } || node.Agreed is not { } plan)
            return new JournalEntry.Stopped(isAsked);
        log.LogWarning(
            "Cannot tell whether the node was ready for the upgrade to {Tag} at block {Height} ({Why}); Visor checks that before it starts {Release} again",
            plan.Tag, plan.Height, why, node.Active.Release.Tag);
        return new JournalEntry.Stopped(isAsked, Unsure: true, node.AtMost);
    }
}
