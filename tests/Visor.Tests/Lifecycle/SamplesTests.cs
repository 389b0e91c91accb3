using Shouldly;
using Visor.Lifecycle;
using Xunit;

namespace Visor.Tests.Lifecycle;

/// <summary>A state or an event that somebody adds must not be missing from the table.</summary>
[Pure]
public sealed class SamplesTests
{
    [Fact]
    public void Every_state_has_a_sample() => Covers(typeof(NodeState), Samples.States);

    [Fact]
    public void Every_event_has_a_sample() => Covers(typeof(NodeEvent), Samples.Events);

    [Fact]
    public void Every_purpose_of_a_stop_has_a_sample() =>
        Covers(typeof(StopPurpose), Samples.States.OfType<NodeState.Stopping>().Select(s => s.Then));

    [Fact]
    public void Every_degree_of_preparation_has_a_sample() =>
        Covers(typeof(Preparation), Samples.States.OfType<NodeState.Running>().Select(r => r.Next));

    [Fact]
    public void Every_cause_of_a_start_has_a_sample() =>
        Samples.States.OfType<NodeState.Starting>().Select(s => s.Cause).Distinct().Order().ShouldBe(Enum.GetValues<StartCause>());

    [Fact]
    public void Every_kind_of_work_belongs_to_a_sampled_state() =>
        Covers(typeof(WorkItem), Samples.States.SelectMany(s => WorkItem.For(s)));

    private static void Covers(Type family, IEnumerable<object> samples) =>
        family.GetNestedTypes().Where(family.IsAssignableFrom).Select(t => t.Name).Except(samples.Select(s => s.GetType().Name), StringComparer.Ordinal)
            .ShouldBeEmpty($"each {family.Name} needs a sample");
}
