using Microsoft.Extensions.Time.Testing;
using Visor.Chains.Vega.Layout;
using Visor.History;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Node;
using Visor.Supervision.Reporting;
using Visor.Tests.Lifecycle;

namespace Visor.Tests.Supervision.Reporting;

/// <summary>What happens to a node one after the other, measured by one Visor after the other and written into one journal.</summary>
internal sealed class MeasuredCourse
{
    private static readonly ProcessIdentity Process = new(812, 1, "boot", "pid:[1]");

    private readonly SetClock _time = new(new DateTimeOffset(2026, 11, 22, 17, 0, 0, TimeSpan.Zero));
    private readonly List<byte> _journal = [];
    private RuntimeTelemetry _observations;
    private DowntimeTracker _tracker;

    public MeasuredCourse(NodeState begin)
    {
        State = begin;
        (_observations, _tracker) = Visor();
        _tracker.Begin(begin, earlier: null);
    }

    public NodeState State { get; private set; }

    /// <summary>In the order of the answers.</summary>
    public List<Downtime?> Measured { get; } = [];

    public DowntimeStatus? SoFar => _tracker.Now;

    public LastUpgradeStatus? LastUpgrade => _observations.Now.LastUpgrade;

    public NodeHistory History => NodeHistory.Parse(_journal.ToArray());

    /// <param name="after">Seconds since what happened before.</param>
    public MeasuredCourse Then(double after, NodeEvent happened)
    {
        _time.Advance(TimeSpan.FromSeconds(after));
        if (happened is NodeEvent.SetStopped)
            Write(new JournalEntry.Stopped(Asked: true));
        if (happened is NodeEvent.Launched)
        {
            Write(new JournalEntry.Started(VegaRoles.Core, State.Active.Release.Tag.Value, "/vega.sock", Process));
            if (State is NodeState.Starting { Cause: StartCause.Switch } started)
                _observations.Upgraded(started.Active.Release.Tag.Value, started.Active.ActivationHeight);
        }

        var next = NodeLifecycle.Decide(State, happened, Given.ThreeRestarts);
        var downtime = _tracker.Hear(State, next);
        Write([.. JournalRequirement.Decide(State, next, downtime).Entries]);
        if (next != State)
            _tracker.Note(new StateTransition(State, happened, next) { Downtime = downtime });
        if (happened is NodeEvent.Answered)
            Measured.Add(downtime);
        State = next;
        return this;
    }

    /// <summary>The Visor dies, and the next one begins.</summary>
    /// <param name="after">Seconds without any.</param>
    public MeasuredCourse NextVisor(double after, NodeState begin)
    {
        _time.Advance(TimeSpan.FromSeconds(after));
        Write(new JournalEntry.Opened("1.0.0", 1));
        Write([.. JournalRequirement.Resumed(begin, [])]);
        State = begin;
        (_observations, _tracker) = Visor();
        _tracker.Begin(begin, History.OpenDowntime);
        return this;
    }

    /// <summary>The clock of the machine is set; what is measured by the other one does not change.</summary>
    public MeasuredCourse ClockIsSet(double seconds)
    {
        _time.Set += TimeSpan.FromSeconds(seconds);
        return this;
    }

    private (RuntimeTelemetry, DowntimeTracker) Visor()
    {
        var observations = new RuntimeTelemetry(_time, new RecordingLog(), () => { }, LastUpgradeFromHistory.In(History));
        return (observations, new DowntimeTracker(observations, _time));
    }

    private sealed class SetClock(DateTimeOffset begin) : FakeTimeProvider(begin)
    {
        public TimeSpan Set { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Set;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;
    }

    private void Write(params ReadOnlySpan<JournalEntry> entries)
    {
        foreach (var entry in entries)
            _journal.AddRange(JournalLine.Format(entry, _time.GetUtcNow()));
    }
}
