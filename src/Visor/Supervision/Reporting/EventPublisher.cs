using Visor.Lifecycle;
using Visor.Model;
using Visor.Model.Events;
using Visor.Node;

namespace Visor.Supervision.Reporting;

/// <summary>Sends events to notifications and hooks.</summary>
/// <param name="begin">The release that runs, or ran last, when Visor begins.</param>
/// <param name="tell">May not make the supervisor wait.</param>
internal sealed class EventPublisher(ReleaseTag begin, RuntimeTelemetry observations, Action<VisorEvent> tell, TimeProvider time)
{
    private const int MaxReasonChars = 1000;

    private volatile string _release = begin.Value;

    public void Note(StateTransition change)
    {
        _release = change.After.Active.Release.Tag.Value;
        foreach (var happened in EventMapper.Map(change, time.GetUtcNow(), observations.Now.LastUpgrade?.DowntimeMs))
            tell(happened);
    }

    /// <param name="problem">Why the node could not be started again; null: by now it could.</param>
    public void Drifted(string? problem) => tell(new VisorEvent(
        problem is null ? EventKind.Mended : EventKind.Drifted, time.GetUtcNow(), _release, Tag: null, Height: null,
        problem is null ? null : PlainText.Excerpt(problem, MaxReasonChars), DowntimeMs: null));

    /// <param name="problem">The first of those in the file.</param>
    public void ConfigurationBroken(string problem) =>
        tell(new VisorEvent(EventKind.ConfigBroken, time.GetUtcNow(), _release, Tag: null, Height: null, problem, DowntimeMs: null));
}
