using Shouldly;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Model.Events;
using Visor.Supervision.Reporting;
using Visor.Tests.Lifecycle;
using Xunit;

namespace Visor.Tests.Supervision.Reporting;

[Pure]
public sealed class EventMapperTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 17, 0, 0, TimeSpan.Zero);
    private static readonly NodeState Running = new NodeState.Running(Given.Old, new Preparation.None(), 0);

    [Fact]
    public void A_whole_upgrade_is_told_step_by_step() => Told(
        Running,
        new NodeEvent.PlanAccepted(Given.Plan), new NodeEvent.StagingDelayPassed(), new NodeEvent.ReleaseStaged(Given.Next),
        new NodeEvent.PlanDue(Given.Plan), new NodeEvent.SwitchHeld("maintenance"), new NodeEvent.HoldRemoved(), new NodeEvent.SetStopped(),
        new NodeEvent.ReleaseActivated(), new NodeEvent.Launched(), new NodeEvent.Answered()).ShouldBe(
    [
        "v0.1.0: the network has accepted the upgrade to v0.2.0 at block 100",
        "v0.1.0: v0.2.0 for block 100 is READY",
        "v0.1.0: the upgrade to v0.2.0 is due, the node waits at block 100",
        "v0.1.0: the upgrade to v0.2.0 is due but on HOLD, the node misses blocks: maintenance; run `visor resume` to continue",
        "v0.2.0 is ready, upgraded at block 100, downtime 7 ms (start 7 ms)",
    ]);

    [Fact]
    public void A_release_that_is_not_ready_is_told_again_only_for_another_reason() => Told(
        Running,
        new NodeEvent.PlanAccepted(Given.Plan),
        new NodeEvent.StagingDelayPassed(), new NodeEvent.StagingFailed("the server sent nothing after 400 bytes"),
        new NodeEvent.StagingDelayPassed(), new NodeEvent.StagingFailed("the server sent nothing after 800 bytes"),
        new NodeEvent.StagingDelayPassed(), new NodeEvent.StagingFailed("the disk is full"),
        new NodeEvent.StagingDelayPassed(), new NodeEvent.ReleaseStaged(Given.Next),
        new NodeEvent.StagingFailed("v0.2.0 has changed since it was checked")).ShouldBe(
    [
        "v0.1.0: the network has accepted the upgrade to v0.2.0 at block 100",
        "v0.1.0: v0.2.0 for block 100 is NOT READY: the server sent nothing after 400 bytes",
        "v0.1.0: v0.2.0 for block 100 is NOT READY: the disk is full",
        "v0.1.0: v0.2.0 for block 100 is READY",
        "v0.1.0: v0.2.0 for block 100 is NOT READY: v0.2.0 has changed since it was checked",
    ]);

    [Fact]
    public void What_a_hook_says_differently_each_time_is_no_other_reason() => Told(
        Running,
        new NodeEvent.PlanAccepted(Given.Plan),
        new NodeEvent.StagingDelayPassed(), new NodeEvent.StagingFailed("the hook onStaged (/x) failed (exit 1): pid a; v0.2.0 is not ready until that hook succeeds"),
        new NodeEvent.StagingDelayPassed(), new NodeEvent.StagingFailed("the hook onStaged (/x) failed (exit 1): pid b; v0.2.0 is not ready until that hook succeeds")).Count().ShouldBe(2);

    [Fact]
    public void Restarts_and_the_end_are_told_with_their_reason() => Told(
        Running,
        Given.CoreEnded, new NodeEvent.SetStopped(), new NodeEvent.DelayPassed(),
        new NodeEvent.LaunchRefused(new Failure("a core of somebody else answers", ExitCodes.Busy)), new NodeEvent.SetStopped()).ShouldBe(
    [
        "v0.1.0: the node failed; restarting it: the core (pid 812) exited unexpectedly: exit 1",
        "v0.1.0: Visor gave up and the node is DOWN: a core of somebody else answers",
    ]);

    [Fact]
    public void What_an_earlier_Visor_has_told_is_no_news() => Told(
        new NodeState.Running(Given.Old with { Accepted = Given.Plan }, new Preparation.None(), 0), new NodeEvent.PlanAccepted(Given.Plan)).ShouldBeEmpty();

    [Fact]
    public void A_stop_that_was_asked_for_is_no_news() =>
        Told(Running, new NodeEvent.StopRequested(), new NodeEvent.SetStopped()).ShouldBeEmpty();

    [Fact]
    public void A_persons_word_is_told_once_and_says_nothing_that_a_terminal_would_obey() => Told(
        Running,
        new NodeEvent.SwitchOrdered(new SwitchOrder(Given.Next, Height: null, Passed: 0, Abandons: null, "alice (uid 1000)", "hotfix\u001b[2J\n7")), new NodeEvent.SetStopped(),
        new NodeEvent.ReleaseActivated(), new NodeEvent.Launched(), new NodeEvent.Answered()).ShouldBe(["v0.1.0: alice (uid 1000) switches to v0.2.0: hotfix?[2J 7"]);

    [Fact]
    public void A_core_that_ends_while_it_is_due_is_told_as_due_once() => Told(
        Running,
        new NodeEvent.PlanDue(Given.Plan), Given.CoreEnded, new NodeEvent.SetStopped(),
        new NodeEvent.StagingDelayPassed(), new NodeEvent.ReleaseStaged(Given.Next)).ShouldBe(
    [
        "v0.1.0: the upgrade to v0.2.0 is due, the node waits at block 100",
        "v0.1.0: v0.2.0 for block 100 is READY",
    ]);

    private static IEnumerable<string> Told(NodeState state, params NodeEvent[] happened)
    {
        List<VisorEvent> told = [];
        foreach (var each in happened)
        {
            var next = NodeLifecycle.Decide(state, each, Given.ThreeRestarts);
            told.AddRange(EventMapper.Map(
                new StateTransition(state, each, next) { Downtime = next is NodeState.Running ? new Downtime(7, DowntimeParts.None with { StartMs = 7 }) : null }, At));
            state = next;
        }

        return told.Select(e => e.Text);
    }
}
