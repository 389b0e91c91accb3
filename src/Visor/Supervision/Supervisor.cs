using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Visor.Configuration;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Supervision.Reporting;

namespace Visor.Supervision;

/// <summary>The loop around the lifecycle: decide, journal, publish, and do the work of the state that follows.</summary>
internal sealed class Supervisor(
    Channel<InboxMessage> occurrences,
    WorkScheduler works,
    LiveConfiguration configuration,
    Journal journal,
    FailureLog failures,
    Action<NodeState> publish,
    Action<StateTransition> tell,
    ILogger log)
{
    /// <summary>Runs until the node is stopped or has failed for good.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Run(NodeState state)
    {
        publish(state);
        await works.SwitchTo(WorkItem.Of(state));
        var isHandoverWanted = false;
        while (state is not (NodeState.Stopped or NodeState.Failed or NodeState.HandedOver))
        {
            var occurrence = await occurrences.Reader.ReadAsync();
            var (source, happened) = occurrence;
            if (source is not null && !works.Complete(source))
                continue;
            if (happened is not null)
            {
                failures.Note(happened);
                var next = NodeLifecycle.Decide(state, happened, new RestartPolicy(configuration.Current.MaxNumberOfRestarts));
                if (!Write(JournalRequirement.Of(state, next)))
                {
                    if (source is not null)
                        works.Repeat(source);
                    occurrence.Answer?.Invoke(Acceptance.NotWritten);
                    publish(state); // It shows that the journal fails.
                    continue;
                }

                TransitionLog.Of(state, next, log);
                if (next != state)
                    tell(new StateTransition(state, happened, next));
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

            publish(state);
            await works.SwitchTo(WorkItem.Of(state));
        }

        occurrences.Writer.Complete();
        while (occurrences.Reader.TryRead(out var late))
            late.Answer?.Invoke(Acceptance.Over);
        if (state is NodeState.Failed { Why: var why })
            failures.Report(why.Reason);
        return state switch
        {
            NodeState.Failed failed => failed.Why.ExitCode,
            NodeState.HandedOver => ExitCodes.HandedOver,
            _ => ExitCodes.Success,
        };
    }

    private bool Write(JournalRequirement transition) => transition.Durability switch
    {
        TransitionDurability.Required => journal.Require([.. transition.Entries]),
        TransitionDurability.Durable => journal.Record([.. transition.Entries]) || true,
        _ => transition.Entries.IsEmpty || journal.Note([.. transition.Entries]) || true,
    };
}
