using System.Collections.Concurrent;
using CsCheck;
using Shouldly;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Recovery;
using Visor.Tests.Lifecycle;
using Xunit;

namespace Visor.Tests.Recovery;

/// <summary>What must hold whoever dies at whatever moment; a failure prints the seed and the shortest course found.</summary>
[Pure]
public sealed class RecoveryDecisionPropertyTests
{
    /// <summary>What others than Visor do to a home, and every answer to it.</summary>
    private static readonly string[] Touches =
    [
        "a binary is replaced", "the next release is copied over the one that runs", "the next release is linked early", "another release is linked", "the first release is linked",
        "an older copy is put back", "an older copy is put back under a living node",
        "the binary is refused", "the binary is refused again", "the binary, the journal counts", "the binary, current counts",
        "the link is refused", "the link is refused again", "the link, the journal counts", "the link, current counts", "a link that the data confirms",
        "the stamp: JournalIsOlder is refused", "the stamp: JournalIsOlder is refused again", "the stamp: JournalIsOlder, the data counts",
    ];

    private static readonly Gen<(Choice[] Choices, bool HasDataNode)> Courses = Gen.Select(Choice.Courses, Gen.Bool);

    [Fact]
    public void No_rule_is_broken_by_any_crash_at_any_moment() =>
        Courses.Sample(
            (choices, hasDataNode) =>
            {
                Survived(new Machine(hasDataNode), choices);
            },
            iter: RandomCourses.Count);

    [Fact]
    public void Whatever_was_survived_the_node_runs_again_as_soon_as_nothing_goes_wrong() =>
        Courses.Sample(
            (choices, hasDataNode) =>
            {
                var machine = new Machine(hasDataNode);
                var course = Survived(machine, choices);

                // At the longest: a stop is finished, a set is started anew, and an upgrade is gone through from its beginning.
                for (var i = 0; i < 30 && !IsWellUnderWay(course, machine); i++)
                    course.Go(Smoothly).ShouldBeNull();
                IsWellUnderWay(course, machine).ShouldBeTrue();
            },
            iter: RandomCourses.Count);

    [Fact]
    public void A_stop_that_is_asked_for_ends_with_nothing_alive_whatever_was_survived() =>
        Courses.Sample(
            (choices, hasDataNode) =>
            {
                var machine = new Machine(hasDataNode);
                var course = Survived(machine, choices);

                course.Go(_ => new NodeEvent.StopRequested()).ShouldBeNull();

                // At the longest the core says first that it is ready.
                for (var i = 0; i < 2 && course.State is not null; i++)
                    course.Go(_ => new NodeEvent.SetStopped()).ShouldBeNull();
                course.State.ShouldBeNull();
                machine.Living.ShouldBeEmpty();
            },
            iter: RandomCourses.Count);

    [Fact]
    public void Random_courses_resume_from_everything_a_journal_can_say_whatever_lives()
    {
        var times = new ConcurrentDictionary<(string Journal, Liveness Survival), int>();
        var heights = new ConcurrentDictionary<ulong, int>();
        var seen = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        Courses.Sample(
            (choices, hasDataNode) =>
            {
                var machine = new Machine(hasDataNode);
                var course = new SimulatedCourse(machine, (history, survival) => times.AddOrUpdate((KindOf(history), survival), 1, (_, n) => n + 1));
                foreach (var choice in choices)
                    course.Go(choice).ShouldBeNull();
                heights.AddOrUpdate(machine.Onlooker.Height, 1, (_, n) => n + 1);
                foreach (var what in machine.Onlooker.Seen)
                    seen.AddOrUpdate(what, 1, (_, n) => n + 1);
            },
            iter: RandomCourses.CountAtLeastUsual);

        foreach (var journal in new[] { "idle", "stopping", "due", "due, stopping", "switching", "ordered" })
        {
            foreach (var survival in Enum.GetValues<Liveness>())
                times.GetValueOrDefault((journal, survival)).ShouldBeGreaterThan(3, $"{journal}, {survival} lives");
        }

        foreach (var what in Touches)
            seen.GetValueOrDefault(what).ShouldBeGreaterThan(10, $"{what}\n{string.Join('\n', seen)}");
        heights.Keys.Count(height => height > 0).ShouldBeGreaterThan(3, "several upgrades are survived");
    }

    private static SimulatedCourse Survived(Machine machine, Choice[] choices)
    {
        var course = new SimulatedCourse(machine);
        foreach (var choice in choices)
            course.Go(choice).ShouldBeNull();
        return course;
    }

    private static string KindOf(JournalState history) => history switch
    {
        { Ordered: not null } => "ordered",
        { Target: not null } => "switching",
        { InFlight: not null, IsStopping: true } => "due, stopping",
        { InFlight: not null } => "due",
        { IsStopping: true } => "stopping",
        _ => "idle",
    };

    private static bool IsWellUnderWay(SimulatedCourse course, Machine machine) =>
        course.State is NodeState.Running && !machine.Onlooker.IsDue && machine.Living.Length == machine.Roles.Length;

    private static NodeEvent Smoothly(NodeState state) => state switch
    {
        NodeState.Starting => new NodeEvent.Launched(),
        NodeState.Connecting => new NodeEvent.Answered(),
        NodeState.PartiallyRunning => new NodeEvent.PartialSetConfirmed("a part is missing"),
        NodeState.Running => Given.CoreEnded,
        NodeState.Due { Next: Preparation.Pending } => new NodeEvent.StagingDelayPassed(),
        NodeState.Due { Next: Preparation.Staging n } => new NodeEvent.ReleaseStaged(new Release(n.Plan.Tag, n.Plan.Tag.Value)),
        NodeState.Due { Hold: null } => new NodeEvent.SwitchCleared(),
        NodeState.Due => new NodeEvent.HoldRemoved(),
        NodeState.Stopping => new NodeEvent.SetStopped(),
        NodeState.Activating or NodeState.ActivatingOrder => new NodeEvent.ReleaseActivated(),
        _ => new NodeEvent.DelayPassed(),
    };
}
