using Visor.Lifecycle;
using Visor.Model;
using Visor.Node;

namespace Visor.Supervision.Reporting;

/// <summary>Measures each downtime by the steps of the lifecycle, with one clock that nobody sets.</summary>
/// <param name="observations">Is told what the last upgrade has cost.</param>
internal sealed class DowntimeTracker(RuntimeTelemetry observations, TimeProvider time)
{
    private readonly long _origin = time.GetTimestamp();
    private OpenDowntime? _open;
    private TimeSpan _heard;

    /// <summary>What goes on, for people; null: the node is not down, or since when is not known.</summary>
    public DowntimeStatus? Now { get; private set; }

    /// <summary>Goes on with what an earlier Visor has begun.</summary>
    /// <param name="earlier">By the times in the journal, as spans since <see cref="DateTimeOffset.MinValue"/>; null: nothing goes on by the journal.</param>
    public void Begin(NodeState state, OpenDowntime? earlier)
    {
        var now = Moment;
        _open = earlier?.Moved(time.GetUtcNow() - DateTimeOffset.MinValue, now) is { } moved
            ? DowntimeFlow.Resume(moved with { FromJournal = true }, state, now)
            : DowntimeFlow.IsDue(state) ? OpenDowntime.Begin(DowntimeFlow.PartOf(state), now) : null;
        Show();
    }

    /// <summary>A step is about to be journalled.</summary>
    /// <returns>The downtime that it ends; null: none, or how long it was is not known.</returns>
    public Downtime? Hear(NodeState before, NodeState after)
    {
        _heard = Moment;
        return DowntimeFlow.IsEnd(before, after) ? _open?.End(_heard) : null;
    }

    /// <summary>The step that was heard of counts.</summary>
    public void Note(StateTransition change)
    {
        // The line that says that `current` names the new release belongs to the switch.
        var at = change.Before is NodeState.Activating or NodeState.ActivatingOrder ? Moment : _heard;
        var open = DowntimeFlow.After(_open, change.Before, change.After, at);
        if (open != _open)
        {
            _open = open;
            Show();
        }

        if (change.Downtime is { } ended)
            observations.DowntimeEnded(change.After.Active.Release.Tag.Value, ended);
        if (change is { Downtime: { } downtime, Before.Active: { HasResponded: false } active })
            observations.UpgradeAnswered(active.Release.Tag.Value, downtime);
    }

    private TimeSpan Moment => time.GetElapsedTime(_origin);

    private void Show() => Now = _open is { IsLost: false, Part: { } part } open
        ? new DowntimeStatus(At(open.Begun), part.Word(), At(open.Since), open.Past)
        : null;

    private DateTimeOffset At(TimeSpan moment) => time.GetUtcNow() - (Moment - moment);
}
