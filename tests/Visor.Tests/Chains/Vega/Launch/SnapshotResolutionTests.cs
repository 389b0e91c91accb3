using Shouldly;
using Visor.Chains;
using Visor.Chains.Vega.Launch;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Tests.Lifecycle;
using Xunit;

namespace Visor.Tests.Chains.Vega.Launch;

/// <summary>What the end of a data node's history means for the core that is to be started.</summary>
[Pure]
public sealed class SnapshotResolutionTests
{
    private static readonly ActiveRelease Planned = Given.Old with { Accepted = Given.Plan };
    private static readonly ActiveRelease Upgraded = Given.Switched with { HasResponded = true };

    [Fact]
    public void A_history_that_ends_before_the_block_of_the_plan_is_where_the_old_release_goes_on() =>
        After(99, Planned).ShouldBe(new SnapshotResolution.Known(99));

    [Fact]
    public void A_history_that_ends_at_the_block_of_the_plan_belongs_to_the_next_release() =>
        After(100, Planned).ShouldBe(new SnapshotResolution.Reached(Given.Plan));

    [Theory]
    [InlineData(101ul)]
    [InlineData(ulong.MaxValue)]
    public void A_history_beyond_the_block_of_the_plan_shows_that_the_network_went_on_without_it(ulong height) =>
        After(height, Planned).ShouldBe(new SnapshotResolution.Beyond(Given.Plan, height));

    [Fact]
    public void A_history_is_a_witness_also_where_the_operator_has_chosen_where_the_core_begins()
    {
        After(100, Planned, new SnapshotChoice.AsConfigured()).ShouldBe(new SnapshotResolution.Reached(Given.Plan));
        After(101, Planned, new SnapshotChoice.AsConfigured()).ShouldBe(new SnapshotResolution.Beyond(Given.Plan, 101));
        After(99, Planned, new SnapshotChoice.AsConfigured()).ShouldBe(new SnapshotResolution.Known(null));
    }

    [Fact]
    public void What_runs_is_not_its_own_successor() =>
        After(100, Planned with { Release = Given.Next }).ShouldBe(new SnapshotResolution.Known(100));

    [Fact]
    public void A_plan_that_lies_behind_the_home_does_not_come_again()
    {
        After(100, Planned with { PassedBefore = 100 }).ShouldBe(new SnapshotResolution.Known(100));
        After(200, Upgraded with { Accepted = Given.OtherPlan, ActivationHeight = 200 }).ShouldBe(new SnapshotResolution.Known(200));
    }

    [Fact]
    public void A_history_that_ends_before_the_upgrade_would_replay_old_blocks_with_the_new_release()
    {
        var why = After(99, Upgraded).ShouldBeOfType<SnapshotResolution.Refused>().Why;

        why.ExitCode.ShouldBe(ExitCodes.Configuration);
        why.Reason.ShouldContain("ends at block 99, before the last upgrade at block 100");
        After(100, Upgraded).ShouldBe(new SnapshotResolution.Known(100));
    }

    [Fact]
    public void A_release_that_a_person_went_back_to_goes_on_from_before_the_upgrade() =>
        After(99, Given.Old with { PassedBefore = 100 }).ShouldBe(new SnapshotResolution.Known(99));

    [Fact]
    public void A_release_starts_from_the_block_of_its_own_upgrade_whatever_the_history_says() =>
        After(150, Given.Switched, new SnapshotChoice.From(100)).ShouldBe(new SnapshotResolution.Known(100));

    [Fact]
    public void While_an_upgrade_is_accepted_the_old_release_goes_on_from_before_it_where_the_history_tells()
    {
        var choice = new SnapshotChoice.BeforeUpgrade();
        var unsure = new Failure("nobody knows", ExitCodes.Configuration);
        var later = Planned with { ActivationHeight = 50 };

        After(99, Planned, choice).ShouldBe(new SnapshotResolution.Known(99));
        After(100, Planned, choice).ShouldBe(new SnapshotResolution.Reached(Given.Plan));
        After(49, later, choice).ShouldBe(new SnapshotResolution.Known(null));
        SnapshotResolution.Resolve(new WitnessAnswer.Reached(49), later, choice, unsure).ShouldBe(new SnapshotResolution.Refused(unsure));
        SnapshotResolution.Resolve(new WitnessAnswer.Nothing(), Planned, choice).ShouldBe(new SnapshotResolution.Known(null));
        SnapshotResolution.Resolve(new WitnessAnswer.Failure("it failed"), Planned, choice).ShouldBe(new SnapshotResolution.Known(null));
    }

    [Fact]
    public void Without_a_history_the_core_chooses() =>
        SnapshotResolution.Resolve(new WitnessAnswer.Nothing(), Planned, new SnapshotChoice.FromLatestSegment()).ShouldBe(new SnapshotResolution.Known(null));

    [Fact]
    public void A_history_that_cannot_be_read_is_not_known_unless_the_operator_has_chosen()
    {
        var failure = new WitnessAnswer.Failure("it failed");

        SnapshotResolution.Resolve(failure, Planned, new SnapshotChoice.FromLatestSegment()).ShouldBeOfType<SnapshotResolution.Unknown>().Reason.ShouldContain("it failed");
        SnapshotResolution.Resolve(failure, Planned, new SnapshotChoice.AsConfigured()).ShouldBe(new SnapshotResolution.Known(null));
    }

    [Fact]
    public void Where_nobody_knows_whether_the_core_stood_ready_only_a_history_lets_the_old_release_start()
    {
        var unsure = new Failure("nobody knows", ExitCodes.Configuration);
        SnapshotResolution Of(WitnessAnswer reading, SnapshotChoice choice) => SnapshotResolution.Resolve(reading, Planned, choice, unsure);

        foreach (var choice in new SnapshotChoice[] { new SnapshotChoice.AsConfigured(), new SnapshotChoice.FromLatestSegment() })
        {
            Of(new WitnessAnswer.Nothing(), choice).ShouldBe(new SnapshotResolution.Refused(unsure));
            Of(new WitnessAnswer.Failure("it failed"), choice).ShouldBeOfType<SnapshotResolution.Unknown>();
            Of(new WitnessAnswer.Reached(100), choice).ShouldBe(new SnapshotResolution.Reached(Given.Plan));
            Of(new WitnessAnswer.Reached(101), choice).ShouldBe(new SnapshotResolution.Beyond(Given.Plan, 101));
            Of(new WitnessAnswer.Reached(99), choice).ShouldBeOfType<SnapshotResolution.Known>();
        }
    }

    private static SnapshotResolution After(ulong height, ActiveRelease active, SnapshotChoice? choice = null) =>
        SnapshotResolution.Resolve(new WitnessAnswer.Reached(height), active, choice ?? new SnapshotChoice.FromLatestSegment());
}
