using Visor.Lifecycle;

namespace Visor.Supervision;

/// <summary>Counts restarts by what was at fault.</summary>
internal sealed class RestartTally(Observations observations)
{
    private NodeEvent? _fault;

    public void Note(StateChange change)
    {
        if (change.After is NodeState.Stopping { Then: AfterStop.Restart })
            _fault = change.Happened;
        if (change.After is NodeState.BackingOff && _fault is { } fault)
            observations.Restarting(counts => Counted(counts, fault));
    }

    private static RestartCounts Counted(RestartCounts counts, NodeEvent fault) => fault switch
    {
        NodeEvent.ProcessEnded { IsCore: true } => counts with { CoreEnded = counts.CoreEnded + 1 },
        NodeEvent.ProcessEnded => counts with { DataNodeEnded = counts.DataNodeEnded + 1 },
        NodeEvent.SilentTooLong => counts with { CoreSilent = counts.CoreSilent + 1 },
        _ => counts with { StartFailed = counts.StartFailed + 1 },
    };
}
