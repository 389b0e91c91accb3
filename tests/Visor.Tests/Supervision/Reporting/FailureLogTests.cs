using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Supervision.Reporting;
using Visor.Tests.Lifecycle;
using Xunit;

namespace Visor.Tests.Supervision.Reporting;

[Pure]
public sealed class FailureLogTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 17, 0, 0, TimeSpan.Zero));
    private readonly RecordingLog _log = new();
    private readonly FailureLog _failures;

    public FailureLogTests() => _failures = new FailureLog(_time, _log);

    [Fact]
    public void The_summary_says_why_how_often_when_and_what()
    {
        _failures.Note(Given.CoreEnded);
        _time.Advance(TimeSpan.FromMilliseconds(5250));
        _failures.Note(new NodeEvent.LivenessTimedOut("the node did not answer within 20 s after its start"));
        _failures.Note(new NodeEvent.LaunchFailed("vega does not exist"));
        _failures.Note(new NodeEvent.Answered());

        _failures.Report("the node was restarted 2 times");

        _log.Lines.ShouldBe(
        [
            "Critical: The node was restarted 2 times",
            "Critical: It failed 3 times:",
            "Critical:   at 2026-11-22T17:00:00Z: the core (pid 812) exited unexpectedly: exit 1",
            "Critical:   at 2026-11-22T17:00:05Z: the node did not answer within 20 s after its start",
            "Critical:   at 2026-11-22T17:00:05Z: the node could not be started: vega does not exist",
        ]);
    }

    [Fact]
    public void Without_a_failure_there_is_only_the_reason()
    {
        _failures.Report("somebody answers on the socket");

        _log.Lines.ShouldBe(["Critical: Somebody answers on the socket"]);
    }

    [Fact]
    public void Of_many_failures_the_latest_fifty_are_listed_and_all_of_them_counted()
    {
        Fail(60);

        _failures.Report("too often");

        _log.Lines.Count.ShouldBe(52);
        _log.Lines.ElementAt(1).ShouldBe("Critical: It failed 60 times:");
        _log.Lines.Last().ShouldEndWith("exit 60");
    }

    [Fact]
    public void What_lies_before_the_node_proved_itself_no_longer_counts()
    {
        NodeEvent[] proofs = [new NodeEvent.Stabilized(), new NodeEvent.ReleaseActivated()];
        foreach (var proof in proofs)
        {
            Fail(60);
            _failures.Note(proof);
            Fail(2);
            _failures.Report("too often");
            _failures.Note(proof);
        }

        _log.Lines.Count(l => string.Equals(l, "Critical: It failed 2 times:", StringComparison.Ordinal)).ShouldBe(2);
    }

    private void Fail(int times)
    {
        for (var i = 1; i <= times; i++)
            _failures.Note(Given.CoreEnded with { Exit = new ProcessExit(i, Signal: null) });
    }
}
