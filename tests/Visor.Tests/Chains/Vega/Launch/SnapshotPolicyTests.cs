using System.Collections.Immutable;
using Shouldly;
using Visor.Chains.Vega.Launch;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Tests.Lifecycle;
using Xunit;

namespace Visor.Tests.Chains.Vega.Launch;

[Pure]
public sealed class SnapshotPolicyTests
{
    private static readonly ImmutableArray<string> Plain = ["start", "--home", "/data"];

    private static readonly SnapshotChoice AsConfigured = new SnapshotChoice.AsConfigured();

    [Fact]
    public void A_release_that_has_not_answered_since_its_switch_starts_from_the_upgrade_height()
    {
        foreach (var cause in Enum.GetValues<StartCause>())
        {
            Choose(Given.Switched, cause, hasDataNode: true).ShouldBe(new SnapshotChoice.From(100));
            Choose(Given.Switched, cause, hasDataNode: false).ShouldBe(new SnapshotChoice.From(100));
        }
    }

    [Fact]
    public void Once_it_has_answered_a_failure_with_a_data_node_starts_where_its_history_ends() =>
        Choose(Given.Switched with { HasResponded = true }, StartCause.Failure, hasDataNode: true).ShouldBe(new SnapshotChoice.FromLatestSegment());

    [Fact]
    public void Without_a_data_node_a_failure_leaves_the_choice_to_the_core() =>
        Choose(Given.Switched with { HasResponded = true }, StartCause.Failure, hasDataNode: false).ShouldBe(AsConfigured);

    [Fact]
    public void After_a_stop_that_was_asked_for_the_core_chooses() =>
        Choose(Given.Switched with { HasResponded = true }, StartCause.Fresh, hasDataNode: true).ShouldBe(AsConfigured);

    [Fact]
    public void While_an_upgrade_is_accepted_a_core_with_a_data_node_does_not_choose_by_itself()
    {
        Choose(Given.Old with { Accepted = Given.Plan }, StartCause.Fresh, hasDataNode: true).ShouldBe(new SnapshotChoice.BeforeUpgrade());
        Choose(Given.Old with { Accepted = Given.Plan }, StartCause.Fresh, hasDataNode: false).ShouldBe(AsConfigured);
        Choose(Given.Old with { Accepted = Given.Plan }, StartCause.Failure, hasDataNode: true).ShouldBe(new SnapshotChoice.FromLatestSegment());
    }

    [Fact]
    public void A_first_release_that_has_not_answered_yet_has_no_height_to_start_from() =>
        Choose(Given.Old with { HasResponded = false }, StartCause.Fresh, hasDataNode: true).ShouldBe(AsConfigured);

    [Theory]
    [InlineData("start", "--snapshot.load-from-block-height", "5")]
    [InlineData("start", "--snapshot.load-from-block-height=5", "--home=/data")]
    [InlineData("start", "--snapshot.load-from-block-height=", "--home=/data")]
    public void What_the_operator_has_chosen_is_left_alone(params string[] arguments)
    {
        SnapshotPolicy.IsGiven([.. arguments]).ShouldBeTrue();
        SnapshotPolicy.Choose([.. arguments], hasDataNode: true, Given.Switched, StartCause.Switch).ShouldBe(AsConfigured);
    }

    [Theory]
    [InlineData("--snapshot.load-from-block-heights")]
    [InlineData("--snapshot.load-from-block")]
    [InlineData("x--snapshot.load-from-block-height=5")]
    public void An_argument_that_only_looks_like_it_is_not_the_flag(string argument) => SnapshotPolicy.IsGiven(["start", argument]).ShouldBeFalse();

    private static SnapshotChoice Choose(ActiveRelease active, StartCause cause, bool hasDataNode) =>
        SnapshotPolicy.Choose(Plain, hasDataNode, active, cause);
}
