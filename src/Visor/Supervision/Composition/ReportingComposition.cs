using System.Collections.Immutable;
using Visor.History;
using Visor.Hooks;
using Visor.Lifecycle;
using Visor.Logging;
using Visor.Model;
using Visor.Node;
using Visor.Processes;
using Visor.Supervision.Reporting;

namespace Visor.Supervision.Composition;

/// <summary>What is seen of the node, and what is told of it: the status, the events, the downtime, the last output.</summary>
internal sealed class ReportingComposition
{
    private readonly Sinks _sinks;
    private readonly LogContext _context;
    private readonly EventHooks _hooks;
    private readonly StatusBuilder _status;

    public ReportingComposition(HomeAccess at, NodeTools tools, ClaimedHome claimed, RunningNodeSlot current, Sinks sinks, LogContext context, string visorVersion, Action changed)
    {
        (_sinks, _context) = (sinks, context);
        var begin = claimed.Begin.State;
        var past = NodeHistory.Read(at.Home.Journal);
        Telemetry = new RuntimeTelemetry(at.Time, at.Log, changed, LastUpgradeFromHistory.In(past), past.LastDowntime);
        Downtimes = new DowntimeTracker(Telemetry, at.Time);
        Downtimes.Begin(begin, past.OpenDowntime);
        Outputs = new LastOutputs(
            new LastOutputReader(
                stream => OutputTarget.Of(stream, Environment.GetEnvironmentVariable("JOURNAL_STREAM")), new JournaldTail(JournaldTail.Find(), tools.Commands, at.Time), OwnLines.Has, at.Time),
            Telemetry, at.Log);
        _hooks = new EventHooks(tools.HookRun, () => at.Configuration.Current.Hooks, at.Time, at.Log);
        var visor = new VisorStatus(
            visorVersion, Environment.ProcessId, tools.Identities.IdentifyChild(Environment.ProcessId).StartTime, Running: true, at.Time.GetUtcNow()) { PidNamespace = PidNamespace.Read() };
        _status = new StatusBuilder(
            visor, current, Telemetry, Downtimes, at.Configuration, claimed.Journal, Roles(at, tools, begin), at.Chain.Processes.Roles, sinks.Service.StartAgain, at.Home.ResumeCommand, at.Time);
        Restarts = new RestartCounter(Telemetry);
        Events = new EventPublisher(begin, Telemetry, state => _status.Build(state, isOver: false).Health, () => Outputs.Settled, sinks.Events + _hooks.Happened, at.Home.ResumeCommand, at.Time);
    }

    public RuntimeTelemetry Telemetry { get; }

    public DowntimeTracker Downtimes { get; }

    public LastOutputs Outputs { get; }

    public RestartCounter Restarts { get; }

    public EventPublisher Events { get; }

    /// <summary>The last state that was shown.</summary>
    public LatestState States { get; } = new();

    public void Publish(NodeState state, bool isOver)
    {
        States.Publish(state);
        _context.Release = state.Active.Release.Tag.Value;
        _sinks.Status(_status.Build(state, isOver));
    }

    /// <summary>Completes when nothing is left to tell.</summary>
    public async Task End()
    {
        if (States.Value is NodeState.Failed failed)
            _sinks.Status(_status.Build(failed, isOver: true)); // With what the process wrote last, which may not have been known before.
        await _hooks.Finish();
    }

    private static ImmutableArray<ProcessRole> Roles(HomeAccess at, NodeTools tools, NodeState begin) =>
        tools.Definitions.Read(at.Home.ReleaseFolder(begin.Active.Release.Folder)).Value is { } definition
            ? [.. definition.Processes.Select(p => p.Role)]
            : [at.Chain.Processes.Roles[0]];
}
