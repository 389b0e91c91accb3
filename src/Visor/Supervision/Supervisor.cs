using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Visor.Configuration;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Supervision.Reporting;

namespace Visor.Supervision;

/// <summary>The loop around the lifecycle: decide, journal, publish, and do the work of the state that follows.</summary>
/// <param name="givenUp">Asked when the node is given up.</param>
/// <param name="publish">Told the state, and whether it is the last.</param>
internal sealed class Supervisor(
    Channel<InboxMessage> occurrences,
    WorkScheduler works,
    LiveConfiguration configuration,
    Journal journal,
    FailureLog failures,
    DowntimeTracker downtimes,
    Func<GivenUpPolicy> givenUp,
    Action<NodeState, bool> publish,
    Action<StateTransition> tell,
    ILogger log)
{
    /// <summary>Runs until the node is stopped, handed over, or given up by a Visor that does not stay to say so.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Run(NodeState state)
    {
        publish(state, false);
        await works.SwitchTo(WorkItem.For(state));
        var (isOver, isStopAsked, isHandoverWanted, hasRun) = (false, false, false, false);
        while (!isOver)
        {
            hasRun |= GivenUpPolicy.Runs(state);
            var occurrence = await occurrences.Reader.ReadAsync();
            var (source, happened) = occurrence;
            if (source is not null && !works.Complete(source))
                continue;
            if (happened is not null)
            {
                failures.Note(happened);
                isStopAsked |= happened is NodeEvent.StopRequested;
                var next = NodeLifecycle.Decide(state, happened, new RestartPolicy(configuration.Current.MaxNumberOfRestarts));
                var downtime = downtimes.Hear(state, next);
                if (!Write(JournalRequirement.Decide(state, next, downtime)))
                {
                    if (source is not null)
                        works.Repeat(source);
                    occurrence.Answer?.Invoke(Acceptance.NotWritten);
                    publish(state, false); // It shows that the journal fails.
                    continue;
                }

                TransitionLog.Write(state, next, downtime, log);
                if (next != state)
                    Note(new StateTransition(state, happened, next) { Downtime = downtime });
                if (next is NodeState.Failed { Why: var why } && state is not NodeState.Failed)
                    failures.Report(why.Reason);
                isOver = next != state && givenUp().IsOver(state, next, hasRun, isStopAsked);
                isHandoverWanted |= happened is NodeEvent.HandoverRequested;

                // It waits until what is under way is done: asked for again in each state that follows.
                if (isHandoverWanted && next != state)
                    occurrences.Writer.TryWrite(InboxMessage.FromOutside(new NodeEvent.HandoverRequested()));
                occurrence.Answer?.Invoke(next == state ? Acceptance.Unmoved : Acceptance.Taken);
                state = next;
            }
            else
            {
                occurrence.Answer?.Invoke(Acceptance.Unmoved);
            }

            publish(state, isOver);
            await works.SwitchTo(WorkItem.For(state));
        }

        occurrences.Writer.Complete();
        while (occurrences.Reader.TryRead(out var late))
            late.Answer?.Invoke(Acceptance.Over);
        return state switch
        {
            NodeState.Failed failed => failed.Why.ExitCode,
            NodeState.HandedOver => ExitCodes.HandedOver,
            _ => ExitCodes.Success,
        };
    }

    private void Note(StateTransition change)
    {
        downtimes.Note(change);
        tell(change);
    }

    private bool Write(JournalRequirement transition) => transition.Durability switch
    {
        TransitionDurability.Required => journal.Require([.. transition.Entries]),
        TransitionDurability.Durable => journal.Record([.. transition.Entries]) || true,
        _ => transition.Entries.IsEmpty || journal.Note([.. transition.Entries]) || true,
    };
}
