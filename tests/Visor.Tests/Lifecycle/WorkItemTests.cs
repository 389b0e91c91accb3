using Shouldly;
using Visor.Lifecycle;
using Xunit;

namespace Visor.Tests.Lifecycle;

/// <summary>The table shows the work of every state; here stands what must go on while the states around it change.</summary>
[Pure]
public sealed class WorkItemTests
{
    private static readonly NodeState Running = new NodeState.Running(Given.Old, new Preparation.None(), 0);

    [Fact]
    public void The_watch_over_the_processes_goes_on_from_the_start_to_the_stop()
    {
        NodeState[] states =
        [
            new NodeState.Connecting(Given.Old, StartCause.Fresh, 0), Running,
            new NodeState.Due(Given.Old, new Preparation.Pending(Given.Plan, 1, null), null, ProcessesAlive: true),
        ];
        foreach (var state in states)
            WorkItem.For(state).ShouldContain(w => w is WorkItem.MonitorProcesses);
    }

    [Fact]
    public void A_plan_that_is_staged_does_not_interrupt_the_questions_to_the_core()
    {
        var staging = After(After(Running, new NodeEvent.PlanAccepted(Given.Plan)), new NodeEvent.StagingDelayPassed());
        var staged = After(staging, new NodeEvent.ReleaseStaged(Given.Next));

        WorkItem.For(staged).Where(w => w is not WorkItem.MonitorStaged).ShouldBe(WorkItem.For(staging).Where(w => w is not WorkItem.Stage));
    }

    [Fact]
    public void What_is_being_staged_when_it_becomes_due_goes_on_being_staged()
    {
        var staging = After(After(Running, new NodeEvent.PlanAccepted(Given.Plan)), new NodeEvent.StagingDelayPassed());
        var due = After(staging, new NodeEvent.PlanDue(Given.Plan));

        var work = WorkItem.For(staging).OfType<WorkItem.Stage>().ShouldHaveSingleItem();
        WorkItem.For(due).ShouldContain(work);
    }

    [Fact]
    public void Another_source_of_releases_ends_what_is_being_staged_also_when_it_is_due()
    {
        var due = new NodeState.Due(Given.Old, new Preparation.Staging(Given.Plan, 3, "no such asset"), Hold: null, ProcessesAlive: true);

        WorkItem.For(After(due, new NodeEvent.ReleaseSourceChanged()))
            .ShouldBe([new WorkItem.MonitorProcesses(IsDue: true), new WorkItem.AwaitStaging(Given.Plan, 1, TimeSpan.Zero, Due: true)]);
    }

    [Fact]
    public void An_attempt_that_was_put_off_is_made_at_once_when_it_becomes_due()
    {
        var waiting = new NodeState.Running(Given.Old, new Preparation.Pending(Given.Plan, 9, "no such tag"), 0);

        WorkItem.For(After(waiting, new NodeEvent.PlanDue(Given.Plan))).ShouldContain(new WorkItem.AwaitStaging(Given.Plan, 1, TimeSpan.Zero, Due: true));
    }

    [Fact]
    public void A_first_start_is_given_more_patience_than_a_restart()
    {
        WorkItem.For(new NodeState.Connecting(Given.Old, StartCause.Failure, 0)).ShouldContain(new WorkItem.AwaitFirstResponse(First: true));
        WorkItem.For(new NodeState.Connecting(Given.Old, StartCause.Failure, 1)).ShouldContain(new WorkItem.AwaitFirstResponse(First: false));
    }

    [Fact]
    public void A_stop_that_is_under_way_goes_on_as_the_same_piece_of_work_when_a_person_asks_for_one()
    {
        StopPurpose[] purposes =
        [
            new StopPurpose.Restart(1, "exit 1"), new StopPurpose.StartFresh("a part"), new StopPurpose.AwaitUpgrade(new Preparation.Pending(Given.Plan, 1, null), null),
            new StopPurpose.Activate(Given.Plan, Given.Next), new StopPurpose.SwitchAsOrdered(Given.Hotfix, StartCause.Fresh), new StopPurpose.SwitchAsOrdered(Given.Hotfix, StartCause.Failure),
        ];
        foreach (var state in purposes.Select(then => new NodeState.Stopping(Given.Old, then)))
            WorkItem.For(After(state, new NodeEvent.StopRequested())).ShouldBe(WorkItem.For(state), $"{state.Then}");
    }

    private static NodeState After(NodeState state, NodeEvent happened) => NodeLifecycle.Decide(state, happened, Given.ThreeRestarts);
}
