using Visor.Lifecycle;
using Visor.Model;
using Visor.Node;

namespace Visor.Supervision;

/// <summary>Counts restarts by what was at fault.</summary>
internal sealed class RestartCounter(RuntimeTelemetry observations)
{
    private NodeEvent? _fault;

    public void Note(StateTransition change)
    {
        if (change.After is NodeState.Stopping { Then: StopPurpose.Restart })
            _fault = change.Happened;
        if (change.After is NodeState.BackingOff && _fault is { } fault)
            observations.Restarting(counts => Counted(counts, fault));
    }

    private static RestartCounts Counted(RestartCounts counts, NodeEvent fault) => fault switch
    {
        NodeEvent.ProcessEnded end => counts.WithEnd(end.Role),
        NodeEvent.LivenessTimedOut => counts with { Silent = counts.Silent + 1 },
        _ => counts with { StartFailed = counts.StartFailed + 1 },
    };
}
