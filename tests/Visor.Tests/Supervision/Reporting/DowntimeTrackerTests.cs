using Shouldly;
using Visor.History;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Tests.Lifecycle;
using Xunit;

namespace Visor.Tests.Supervision.Reporting;

[Pure]
public sealed class DowntimeTrackerTests
{
    private static readonly NodeState Ready = new NodeState.Running(Given.Old, new Preparation.Staged(Given.Plan, Given.Next), 0);
    private static readonly NodeState NotReady = new NodeState.Running(Given.Old, new Preparation.Staging(Given.Plan, 1, Problem: null), 0);
    private static readonly NodeEvent Due = new NodeEvent.PlanDue(Given.Plan);

    [Fact]
    public void A_prompt_upgrade_is_down_for_its_stop_its_switch_and_its_start()
    {
        var course = Switched(new MeasuredCourse(Ready).Then(60, Due).Then(1, new NodeEvent.SwitchCleared()));

        Told(course).ShouldBe("downtime 8.0 s (stop 3.0 s, switch 1.0 s, start 4.0 s)");
    }

    [Fact]
    public void A_release_that_comes_late_is_waited_for()
    {
        var course = Switched(new MeasuredCourse(NotReady).Then(60, Due).Then(18.6, new NodeEvent.ReleaseStaged(Given.Next)).Then(1, new NodeEvent.SwitchCleared()));

        Told(course).ShouldBe("downtime 26.6 s (waited for release 18.6 s, stop 3.0 s, switch 1.0 s, start 4.0 s)");
    }

    [Fact]
    public void A_hold_counts_until_it_is_resumed()
    {
        var course = Switched(new MeasuredCourse(Ready).Then(60, Due).Then(1, new NodeEvent.SwitchHeld("maintenance")).Then(300, new NodeEvent.HoldRemoved()));

        Told(course).ShouldBe("downtime 5 min 8 s (held 5 min, stop 3.0 s, switch 1.0 s, start 4.0 s)");
    }

    [Fact]
    public void What_goes_on_is_shown_with_what_is_waited_for()
    {
        var course = new MeasuredCourse(NotReady).Then(60, Due);
        course.SoFar.ShouldNotBeNull().For.ShouldBe("release");

        course.Then(5, new NodeEvent.ReleaseStaged(Given.Next)).Then(1, new NodeEvent.SwitchHeld("maintenance"));
        var now = course.SoFar.ShouldNotBeNull();
        now.For.ShouldBe("hold");
        (now.ForSince - now.Since).ShouldBe(TimeSpan.FromSeconds(6));
        now.Parts.ShouldBe(DowntimeParts.None with { ReleaseMs = 5000, StopMs = 1000 });

        Switched(course.Then(1, new NodeEvent.HoldRemoved())).SoFar.ShouldBeNull();
    }

    [Fact]
    public void A_node_that_is_given_up_waits_for_a_start()
    {
        var running = new NodeState.Running(Given.Old, new Preparation.None(), Restarts: 3);
        var course = new MeasuredCourse(running).Then(60, Given.CoreEnded).Then(2, new NodeEvent.SetStopped());

        var now = course.SoFar.ShouldNotBeNull();
        now.For.ShouldBe("start");
        (now.ForSince - now.Since).ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void A_process_that_ends_while_the_release_is_waited_for_is_stopped_and_the_release_waited_for_again()
    {
        var course = new MeasuredCourse(NotReady).Then(60, Due).Then(5, Given.CoreEnded).Then(1, new NodeEvent.SetStopped());
        course = Started(course.Then(10, new NodeEvent.ReleaseStaged(Given.Next)).Then(1, new NodeEvent.SwitchCleared()));

        Told(course).ShouldBe("downtime 22.0 s (waited for release 15.0 s, stop 2.0 s, switch 1.0 s, start 4.0 s)");
    }

    [Fact]
    public void A_restart_is_down_from_the_failure_to_the_answer_and_its_delay_is_part_of_the_start()
    {
        var course = new MeasuredCourse(Ready).Then(60, Given.CoreEnded).Then(1, new NodeEvent.SetStopped())
            .Then(5, new NodeEvent.DelayPassed()).Then(0.5, new NodeEvent.Launched()).Then(2, new NodeEvent.Answered());

        Downtime.Format(course.Measured.ShouldHaveSingleItem()).ShouldBe("downtime 8.5 s (stop 1.0 s, start 7.5 s)");
        course.History.Episodes.OfType<HistoryEvent.Restart>().ShouldHaveSingleItem().Downtime.ShouldBe(course.Measured[0]);
        course.LastUpgrade.ShouldBeNull();
    }

    [Fact]
    public void A_new_release_that_fails_before_it_answers_makes_the_start_longer()
    {
        var course = new MeasuredCourse(Ready).Then(60, Due).Then(1, new NodeEvent.SwitchCleared()).Then(2, new NodeEvent.SetStopped())
            .Then(1, new NodeEvent.ReleaseActivated()).Then(1, new NodeEvent.Launched()).Then(1, Given.CoreEnded).Then(1, new NodeEvent.SetStopped())
            .Then(5, new NodeEvent.DelayPassed()).Then(1, new NodeEvent.Launched()).Then(3, new NodeEvent.Answered());

        Told(course).ShouldBe("downtime 16.0 s (stop 3.0 s, switch 1.0 s, start 12.0 s)");
        Downtime.Format(course.History.Episodes.OfType<HistoryEvent.Restart>().ShouldHaveSingleItem().Downtime).ShouldBe(
            "downtime 10.0 s (stop 1.0 s, start 9.0 s; by the times in the journal)");
    }

    [Fact]
    public void Two_upgrades_in_a_row_have_a_downtime_each()
    {
        var course = Switched(new MeasuredCourse(Ready).Then(60, Due).Then(1, new NodeEvent.SwitchCleared()));
        course.Then(1, new NodeEvent.PlanAccepted(Given.OtherPlan)).Then(1, new NodeEvent.StagingDelayPassed()).Then(3, new NodeEvent.PlanDue(Given.OtherPlan))
            .Then(2, new NodeEvent.ReleaseStaged(new Release(Given.OtherPlan.Tag, "v0.3.0"))).Then(1, new NodeEvent.SwitchCleared());
        Switched(course);

        course.Measured.Select(Downtime.Format).ShouldBe(
        [
            "downtime 8.0 s (stop 3.0 s, switch 1.0 s, start 4.0 s)",
            "downtime 10.0 s (waited for release 2.0 s, stop 3.0 s, switch 1.0 s, start 4.0 s)",
        ]);
        course.History.Episodes.OfType<HistoryEvent.Upgrade>().Select(u => u.Downtime).ShouldBe(course.Measured);
        course.LastUpgrade.ShouldNotBeNull().Tag.ShouldBe("v0.3.0");
        course.LastUpgrade!.Downtime().ShouldBe(course.Measured[1]);
    }

    [Fact]
    public void A_persons_word_is_down_from_the_word_to_the_answer()
    {
        var course = new MeasuredCourse(Ready).Then(60, new NodeEvent.SwitchOrdered(Given.Hotfix)).Then(2, new NodeEvent.SetStopped());
        Started(course);

        Downtime.Format(course.Measured.ShouldHaveSingleItem()).ShouldBe("downtime 7.0 s (stop 2.0 s, switch 1.0 s, start 4.0 s)");
        course.History.Episodes.OfType<HistoryEvent.Switch>().ShouldHaveSingleItem().Downtime.ShouldBe(course.Measured[0]);
    }

    [Fact]
    public void A_crash_in_the_middle_is_told_by_the_times_in_the_journal()
    {
        var course = new MeasuredCourse(NotReady).Then(60, Due).Then(5, new NodeEvent.ReleaseStaged(Given.Next)).Then(1, new NodeEvent.SwitchHeld("maintenance"))
            .NextVisor(30, new NodeState.Due(Given.Old, new Preparation.Staging(Given.Plan, 1, Problem: null), Hold: null, ProcessesAlive: true))
            .Then(4, new NodeEvent.ReleaseStaged(Given.Next)).Then(1, new NodeEvent.SwitchHeld("maintenance")).Then(10, new NodeEvent.HoldRemoved());
        Switched(course);

        Told(course).ShouldBe("downtime 58.0 s (held 40.0 s, waited for release 9.0 s, stop 4.0 s, switch 1.0 s, start 4.0 s; by the times in the journal)");
        course.LastUpgrade.ShouldNotBeNull().DowntimeClock.ShouldBe("journal");
    }

    [Fact]
    public void A_crash_after_the_switch_is_part_of_the_start()
    {
        var course = new MeasuredCourse(Ready).Then(60, Due).Then(1, new NodeEvent.SwitchCleared()).Then(2, new NodeEvent.SetStopped()).Then(1, new NodeEvent.ReleaseActivated())
            .NextVisor(60, new NodeState.Starting(Given.Switched, StartCause.Switch, 0)).Then(1, new NodeEvent.Launched()).Then(3, new NodeEvent.Answered());

        Told(course).ShouldBe("downtime 1 min 8 s (stop 3.0 s, switch 1.0 s, start 1 min 4 s; by the times in the journal)");
    }

    [Fact]
    public void A_clock_that_is_set_while_a_Visor_measures_changes_nothing()
    {
        var course = Switched(new MeasuredCourse(NotReady).Then(60, Due).ClockIsSet(3600).Then(5, new NodeEvent.ReleaseStaged(Given.Next)).Then(1, new NodeEvent.SwitchCleared()));

        Told(course).ShouldBe("downtime 13.0 s (waited for release 5.0 s, stop 3.0 s, switch 1.0 s, start 4.0 s)");
    }

    private static MeasuredCourse Switched(MeasuredCourse course) => Started(course.Then(2, new NodeEvent.SetStopped()));

    private static MeasuredCourse Started(MeasuredCourse course) =>
        course.Then(1, new NodeEvent.ReleaseActivated()).Then(1, new NodeEvent.Launched()).Then(3, new NodeEvent.Answered());

    // What is measured, journalled and shown afterwards is the same.
    private static string Told(MeasuredCourse course)
    {
        var measured = course.Measured.ShouldHaveSingleItem();
        course.History.Episodes.OfType<HistoryEvent.Upgrade>().ShouldHaveSingleItem().Downtime.ShouldBe(measured);
        course.LastUpgrade.ShouldNotBeNull().Downtime().ShouldBe(measured);
        return Downtime.Format(measured);
    }
}
