using CsCheck;
using Shouldly;
using Visor.Lifecycle;
using Xunit;

namespace Visor.Tests.Lifecycle;

/// <summary>What must hold whatever happens in whatever order; a failure prints the seed and the shortest sequence found.</summary>
[Pure]
public sealed class LifecyclePropertyTests
{
    private static readonly Gen<int[]> Choices = Gen.Int[0, 99_999].Array[1, 40];

    private static readonly Gen<int[]> AnyEvents = Gen.Int[0, Samples.Events.Count - 1].Array[1, 40];

    [Fact]
    public void No_rule_is_broken_by_any_course_of_the_work() =>
        Gen.Select(Choices, Gen.Int[0, 3]).Sample(
            (choices, limit) =>
            {
                var witness = Begin(limit);
                foreach (var choice in choices)
                    witness.See(SimulatedWork.Next(witness.State, choice)).ShouldBeNull();
            },
            iter: RandomCourses.Count);

    /// <summary>The list of work keeps such news away; the decision does not rest on it.</summary>
    [Fact]
    public void No_rule_is_broken_by_news_that_belongs_to_another_state() =>
        AnyEvents.Sample(
            events =>
            {
                var witness = Begin(limit: 3);
                foreach (var index in events)
                    witness.See(Samples.Events[index]).ShouldBeNull();
            },
            iter: RandomCourses.Count);

    [Fact]
    public void A_stop_that_is_asked_for_ends_everything_as_soon_as_the_set_has_stopped() =>
        Choices.Sample(
            choices =>
            {
                var witness = Begin(limit: 3);
                foreach (var choice in choices)
                    witness.See(SimulatedWork.Next(witness.State, choice)).ShouldBeNull();
                var over = witness.State is NodeState.Stopped or NodeState.Failed or NodeState.HandedOver;
                witness.See(new NodeEvent.StopRequested()).ShouldBeNull();
                if (!over)
                    WorkItem.For(witness.State).ShouldHaveSingleItem().ShouldBeOfType<WorkItem.StopSet>();
                witness.See(new NodeEvent.SetStopped()).ShouldBeNull();
                (witness.State is NodeState.Stopped or NodeState.Failed or NodeState.HandedOver).ShouldBeTrue();
            },
            iter: RandomCourses.Count);

    [Fact]
    public void Random_courses_get_as_far_as_a_second_upgrade()
    {
        var reached = 0;
        Choices.Sample(
            choices =>
            {
                var witness = Begin(limit: 3);
                foreach (var choice in choices)
                    witness.See(SimulatedWork.Next(witness.State, choice)).ShouldBeNull();
                if (witness.State.Active.ActivationHeight > 10)
                    Interlocked.Increment(ref reached);
            },
            iter: RandomCourses.CountAtLeastUsual);
        reached.ShouldBeGreaterThan(RandomCourses.CountAtLeastUsual / 1000);
    }

    private static Witness Begin(int limit) =>
        new(new NodeState.Starting(Given.Old, StartCause.Fresh, 0), new RestartPolicy(limit));
}
