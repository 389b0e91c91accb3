using Visor.Lifecycle;
using Visor.Model;
using Visor.Model.Events;
using Visor.Node;

namespace Visor.Supervision.Reporting;

/// <summary>Sends events to notifications and hooks.</summary>
/// <param name="begin">The release that runs, or ran last, when Visor begins.</param>
/// <param name="outputKnown">Completes when what an ended process wrote last is known, or has taken too long.</param>
/// <param name="tell">May not make the supervisor wait.</param>
internal sealed class EventPublisher(ReleaseTag begin, RuntimeTelemetry observations, Func<Task> outputKnown, Action<VisorEvent> tell, TimeProvider time)
{
    private const int MaxReasonChars = 1000;

    private volatile string _release = begin.Value;

    /// <summary>Completes when all that has happened so far is told.</summary>
    public Task Told { get; private set; } = Task.CompletedTask;

    public void Note(StateTransition change)
    {
        _release = change.After.Active.Release.Tag.Value;
        foreach (var happened in EventMapper.Map(change, time.GetUtcNow()))
        {
            if (happened.Kind == EventKind.Failed)
                Told = TellWithOutput(happened, outputKnown());
            else
                tell(happened);
        }
    }

    // The last event of a node that is given up may be late by what it takes to look that up; nobody waits for it but the end of Visor.
    private async Task TellWithOutput(VisorEvent failed, Task known)
    {
        await known;
        tell(observations.Now.LastOutput is { } output && failed.Reason?.StartsWith(output.Who, StringComparison.Ordinal) == true ? failed with { LastOutput = output } : failed);
    }

    /// <param name="problem">Why the node could not be started again; null: by now it could.</param>
    public void Drifted(string? problem) => tell(new VisorEvent(
        problem is null ? EventKind.Mended : EventKind.Drifted, time.GetUtcNow(), _release, Tag: null, Height: null,
        problem is null ? null : PlainText.Excerpt(problem, MaxReasonChars)));

    /// <param name="problem">The first of those in the file.</param>
    public void ConfigurationBroken(string problem) =>
        tell(new VisorEvent(EventKind.ConfigBroken, time.GetUtcNow(), _release, Tag: null, Height: null, problem));
}
