using Shouldly;
using Visor.Lifecycle;
using Visor.Node;
using Visor.Supervision.Work;
using Visor.Tests.Lifecycle;
using Xunit;

namespace Visor.Tests.Supervision.Work;

/// <summary>What the end of a data node's history means for the core that is to be started.</summary>
public sealed class SnapshotHeightTests
{
    private static readonly ActiveRelease Planned = Given.Old with { Accepted = Given.Plan };
    private static readonly ActiveRelease Upgraded = Given.Switched with { Answered = true };

    [Fact]
    public void A_history_that_ends_before_the_block_of_the_plan_is_where_the_old_release_goes_on() =>
        After(99, Planned).ShouldBe(new SnapshotHeight.Known(99));

    [Fact]
    public void A_history_that_ends_at_the_block_of_the_plan_belongs_to_the_next_release() =>
        After(100, Planned).ShouldBe(new SnapshotHeight.Reached(Given.Plan));

    [Theory]
    [InlineData(101ul)]
    [InlineData(ulong.MaxValue)]
    public void A_history_beyond_the_block_of_the_plan_shows_that_the_network_went_on_without_it(ulong height) =>
        After(height, Planned).ShouldBe(new SnapshotHeight.Beyond(Given.Plan, height));

    [Fact]
    public void A_history_is_a_witness_also_where_the_operator_has_chosen_where_the_core_begins()
    {
        After(100, Planned, new SnapshotChoice.AsConfigured()).ShouldBe(new SnapshotHeight.Reached(Given.Plan));
        After(101, Planned, new SnapshotChoice.AsConfigured()).ShouldBe(new SnapshotHeight.Beyond(Given.Plan, 101));
        After(99, Planned, new SnapshotChoice.AsConfigured()).ShouldBe(new SnapshotHeight.Known(null));
    }

    [Fact]
    public void What_runs_is_not_its_own_successor() =>
        After(100, Planned with { Release = Given.Next }).ShouldBe(new SnapshotHeight.Known(100));

    [Fact]
    public void A_plan_that_lies_behind_the_home_does_not_come_again()
    {
        After(100, Planned with { PassedBefore = 100 }).ShouldBe(new SnapshotHeight.Known(100));
        After(200, Upgraded with { Accepted = Given.OtherPlan, ActivatedAt = 200 }).ShouldBe(new SnapshotHeight.Known(200));
    }

    [Fact]
    public void A_history_that_ends_before_the_upgrade_would_replay_old_blocks_with_the_new_release()
    {
        var why = After(99, Upgraded).ShouldBeOfType<SnapshotHeight.Refused>().Why;

        why.ExitCode.ShouldBe(ExitCodes.Configuration);
        why.Reason.ShouldContain("ends at block 99, before the last upgrade at block 100");
        After(100, Upgraded).ShouldBe(new SnapshotHeight.Known(100));
    }

    [Fact]
    public void A_release_that_a_person_went_back_to_goes_on_from_before_the_upgrade() =>
        After(99, Given.Old with { PassedBefore = 100 }).ShouldBe(new SnapshotHeight.Known(99));

    [Fact]
    public void A_release_starts_from_the_block_of_its_own_upgrade_whatever_the_history_says() =>
        After(150, Given.Switched, new SnapshotChoice.From(100)).ShouldBe(new SnapshotHeight.Known(100));

    [Fact]
    public void Without_a_history_the_core_chooses() =>
        SnapshotHeight.Of(new SegmentReading.None(), Planned, new SnapshotChoice.FromLatestSegment()).ShouldBe(new SnapshotHeight.Known(null));

    [Fact]
    public void A_history_that_cannot_be_read_is_not_known_unless_the_operator_has_chosen()
    {
        var failure = new SegmentReading.Failure("it failed");

        SnapshotHeight.Of(failure, Planned, new SnapshotChoice.FromLatestSegment()).ShouldBeOfType<SnapshotHeight.Unknown>().Reason.ShouldContain("it failed");
        SnapshotHeight.Of(failure, Planned, new SnapshotChoice.AsConfigured()).ShouldBe(new SnapshotHeight.Known(null));
    }

    [Fact]
    public void Where_nobody_knows_whether_the_core_stood_ready_only_a_history_lets_the_old_release_start()
    {
        var unsure = new Failure("nobody knows", ExitCodes.Configuration);
        SnapshotHeight Of(SegmentReading reading, SnapshotChoice choice) => SnapshotHeight.Of(reading, Planned, choice, unsure);

        foreach (var choice in new SnapshotChoice[] { new SnapshotChoice.AsConfigured(), new SnapshotChoice.FromLatestSegment() })
        {
            Of(new SegmentReading.None(), choice).ShouldBe(new SnapshotHeight.Refused(unsure));
            Of(new SegmentReading.Failure("it failed"), choice).ShouldBeOfType<SnapshotHeight.Unknown>();
            Of(new SegmentReading.Found(100), choice).ShouldBe(new SnapshotHeight.Reached(Given.Plan));
            Of(new SegmentReading.Found(101), choice).ShouldBe(new SnapshotHeight.Beyond(Given.Plan, 101));
            Of(new SegmentReading.Found(99), choice).ShouldBeOfType<SnapshotHeight.Known>();
        }
    }

    private static SnapshotHeight After(ulong height, ActiveRelease active, SnapshotChoice? choice = null) =>
        SnapshotHeight.Of(new SegmentReading.Found(height), active, choice ?? new SnapshotChoice.FromLatestSegment());
}
