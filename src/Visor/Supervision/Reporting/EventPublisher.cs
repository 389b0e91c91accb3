using Visor.Lifecycle;
using Visor.Model;
using Visor.Model.Events;
using Visor.Node;

namespace Visor.Supervision.Reporting;

/// <summary>Sends events to notifications and hooks.</summary>
/// <param name="begin">The state when Visor starts.</param>
/// <param name="healthIn">How the node is in that state, by what is known now.</param>
/// <param name="outputKnown">Completes when what an ended process wrote last is known, or has taken too long.</param>
/// <param name="tell">May not make the supervisor wait.</param>
/// <param name="resume">The command that ends a hold.</param>
internal sealed class EventPublisher(NodeState begin, RuntimeTelemetry observations, Func<NodeState, Health> healthIn, Func<Task> outputKnown, Action<VisorEvent> tell, string resume, TimeProvider time)
{
    private volatile NodeState _state = begin;

    /// <summary>Completes when all that has happened so far is told.</summary>
    public Task Told { get; private set; } = Task.CompletedTask;

    public void Note(StateTransition change)
    {
        _state = change.After;
        foreach (var happened in EventMapper.Map(change, time.GetUtcNow()))
        {
            if (happened.Kind == EventKind.Failed)
                Told = TellWithOutput(happened, outputKnown());
            else
                Tell(happened);
        }
    }

    // The last event of a node that is given up may be late by what it takes to look that up; nobody waits for it but the end of Visor.
    private async Task TellWithOutput(VisorEvent failed, Task known)
    {
        await known;
        Tell(observations.Now.LastOutput is { } output && failed.Reason?.StartsWith(output.Who, StringComparison.Ordinal) == true ? failed with { LastOutput = output } : failed);
    }

    /// <param name="problem">Why the node could not be started again; null: by now it could.</param>
    public void Drifted(string? problem) =>
        Tell(About(problem is null ? EventKind.Mended : EventKind.Drifted, problem is null ? null : PlainText.Excerpt(problem, VisorEvent.MaxReasonChars)));

    /// <param name="kind">Whether it is set or lifted.</param>
    /// <param name="by">Who has done it; null: not known.</param>
    public void Hold(EventKind kind, OperatorHold hold, string? by) => Tell(About(kind, hold.Reason) with { By = by });

    /// <param name="problem">The first of those in the file.</param>
    public void ConfigurationBroken(string problem) =>
        Tell(About(EventKind.ConfigBroken, problem));

    private VisorEvent About(EventKind kind, string? reason) =>
        new(kind, time.GetUtcNow(), _state.Active.Release.Tag.Value, Tag: null, Height: null, reason);

    private void Tell(VisorEvent happened) => tell(happened with { Health = healthIn(_state).Word, Resume = resume });
}
