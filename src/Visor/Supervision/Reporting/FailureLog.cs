using Microsoft.Extensions.Logging;
using Visor.Lifecycle;
using Visor.Model;

namespace Visor.Supervision.Reporting;

/// <summary>Remembers what went wrong since the node last proved itself, for the summary when Visor gives up.</summary>
internal sealed class FailureLog(TimeProvider time, ILogger log)
{
    private const int MaxFailures = 50;

    private readonly List<(DateTimeOffset At, string Reason)> _failures = [];
    private int _forgotten;

    public void Note(NodeEvent happened)
    {
        var reason = happened switch
        {
            NodeEvent.ProcessEnded e => e.Reason,
            NodeEvent.LivenessTimedOut e => e.Reason,
            NodeEvent.LaunchFailed e => $"the node could not be started: {e.Reason}",
            _ => null,
        };
        if (happened is NodeEvent.Stabilized or NodeEvent.ReleaseActivated)
        {
            _failures.Clear();
            _forgotten = 0;
        }

        if (reason is null)
            return;
        _failures.Add((time.GetUtcNow(), reason));
        if (_failures.Count > MaxFailures)
        {
            _failures.RemoveAt(0);
            _forgotten++;
        }
    }

    /// <summary>One line a failure, oldest first, after one that says how many there were.</summary>
    public void Report(string reason)
    {
        log.LogCritical("{Reason}", PlainText.Sentence(reason));
        if (_failures.Count == 0)
            return;
        log.LogCritical("It failed {Count}:", _failures.Count + _forgotten is var count && count == 1 ? "once" : $"{count} times");
        foreach (var (at, what) in _failures)
            log.LogCritical("  at {At}: {What}", UtcTime.Format(at), what);
    }
}
