using Shouldly;
using Visor.Chains.Vega.Launch;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Switching;
using Xunit;

namespace Visor.Tests.Switching;

/// <summary>The home of these tests began with v1, went to v2 at block 40 and to v3 at block 80; v4 at block 120 may be accepted or due.</summary>
[Pure]
public sealed class SwitchRulesTests
{
    private static readonly UpgradePlan Next = new(ReleaseTag.Parse("v4"), 120);
    private static readonly UpgradePlan Last = new(ReleaseTag.Parse("v3"), 80);
    private static readonly ActiveRelease Active = new(Release("v3"), 80, HasResponded: true) { Accepted = Next };

    private static readonly ReleaseHistory Past = ReleaseHistory.Replay(
    [
        new JournalEntry.Selected("v1", "genesis", "first"), new JournalEntry.Activated("v2", "v2", 40), new JournalEntry.Selected("v2.1", "v2.1", "by hand"),
        new JournalEntry.Activated("v3", "v3", 80),
    ]);

    [Fact]
    public void A_hotfix_begins_where_the_node_stands_and_waits_for_the_next_upgrade_as_before()
    {
        var order = Granted(Wish("v3.1"));

        var after = order.After(Active);
        after.ShouldBe(new ActiveRelease(Release("v3.1"), 0, HasResponded: true) { PassedBefore = 80, Accepted = Next });
    }

    [Fact]
    public void A_height_is_where_the_core_begins_until_it_answers()
    {
        var after = Granted(Wish("v3.1", 95)).After(Active);

        (after.Passed, after.HasResponded, after.BeginsAt).ShouldBe((80UL, false, 95UL));
        SnapshotPolicy.Choose([], hasDataNode: true, after, StartCause.Failure).ShouldBe(new SnapshotChoice.From(95));
        SnapshotPolicy.Choose([], hasDataNode: true, after with { HasResponded = true }, StartCause.Failure).ShouldBe(new SnapshotChoice.FromLatestSegment());
    }

    [Fact]
    public void The_release_before_an_upgrade_runs_up_to_its_block_once_more()
    {
        var after = Granted(Wish("v2", 79)).After(Active);

        // The upgrade at block 80 lies ahead again, and the history of the data node may end anywhere behind block 40.
        (after.Passed, after.BeginsAt, after.Accepted, after.Abandoned).ShouldBe((40UL, 79UL, null, null));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(80UL)]
    [InlineData(81UL)]
    public void The_release_before_an_upgrade_does_not_run_on_past_it(ulong? height) =>
        Refused(Wish("v2", height)).ShouldContain("would fork there");

    [Fact]
    public void Unless_the_network_has_called_that_upgrade_off()
    {
        var after = Granted(Wish("v2", 80, Last)).After(Active);

        (after.Passed, after.BeginsAt, after.Abandoned).ShouldBe((40UL, 80UL, Last));
        Granted(Wish("v2", abandons: Last)).After(Active).ShouldBe(new ActiveRelease(Release("v2"), 0, HasResponded: true) { PassedBefore = 40, Accepted = Next, Abandoned = Last });
    }

    [Fact]
    public void The_upgrade_is_taken_again_from_its_block_and_from_no_other()
    {
        var back = Granted(Wish("v2", 79)).After(Active);

        Granted(Wish("v3", 80), back).After(back).ShouldBe(new ActiveRelease(Release("v3"), 80, HasResponded: false));
        Refused(Wish("v3", 79), back).ShouldContain("would run old blocks with new code");
    }

    [Fact]
    public void What_takes_the_place_of_a_release_that_has_not_answered_begins_where_that_one_was_to_begin()
    {
        Refused(Wish("v3.1"), Active with { HasResponded = false }).ShouldContain("give --height 80");
        Granted(Wish("v3.1", 80), Active with { HasResponded = false }).After(Active).ActivationHeight.ShouldBe(80UL);
    }

    [Fact]
    public void A_height_is_taken_back_by_the_same_word_without_one()
    {
        var wrong = Granted(Wish("v3", 99_999)).After(Active);
        wrong.BeginsAt.ShouldBe(99_999UL);

        Granted(Wish("v3"), wrong).After(wrong).BeginsAt.ShouldBeNull();
    }

    [Fact]
    public void A_hotfix_that_has_run_already_is_no_release_from_before_the_upgrade()
    {
        var past = ReleaseHistory.Replay(
        [
            new JournalEntry.Selected("v1", "genesis", "first"), new JournalEntry.Activated("v2", "v2", 40), new JournalEntry.Selected("v2.1", "v2.1", "hotfix"), new JournalEntry.Selected("v2", "v2", "back"),
        ]);

        past.RanBefore(ReleaseTag.Parse("v2.1"), 40).ShouldBeFalse();
        past.RanBefore(ReleaseTag.Parse("v1"), 40).ShouldBeTrue();
    }

    [Fact]
    public void A_release_whose_upgrade_is_not_due_yet_is_refused() =>
        Refused(Wish("v4")).ShouldContain("not due yet; before that block it would fork");

    [Fact]
    public void An_upgrade_that_is_due_gives_way_only_to_a_word_that_calls_it_off()
    {
        Refused(Wish("v3.1"), due: Next).ShouldContain("the upgrade to v4 at block 120 is due");
        Granted(Wish("v3.1", abandons: Next), due: Next).After(Active).ShouldBe(
            new ActiveRelease(Release("v3.1"), 0, HasResponded: true) { PassedBefore = 80, Abandoned = Next });
        Granted(Wish("v3", abandons: Next), due: Next).After(Active).Release.ShouldBe(Active.Release);
    }

    [Fact]
    public void A_word_that_calls_another_upgrade_off_than_the_one_that_is_due_is_refused() =>
        Refused(Wish("v3", abandons: Next with { Height = 130 }), due: Next).ShouldContain("neither due nor accepted");

    [Fact]
    public void The_upgrade_that_is_due_can_be_ordered_and_is_that_upgrade()
    {
        Granted(Wish("v4"), due: Next).After(Active).ShouldBe(new ActiveRelease(Release("v4"), 120, HasResponded: false));
        Refused(Wish("v4", 119), due: Next).ShouldContain("starts at block 120, not at 119");
        Refused(Wish("v4"), due: Next, held: "maintenance").ShouldContain("is on hold (maintenance)");
    }

    [Fact]
    public void A_hold_stops_upgrades_and_no_other_word() => Granted(Wish("v3.1"), held: "maintenance").To.ShouldBe(Release("v3.1"));

    [Fact]
    public void What_runs_already_is_only_started_anew_from_a_height()
    {
        Refused(Wish("v3")).ShouldContain("is already running here");
        Granted(Wish("v3", 90)).After(Active).BeginsAt.ShouldBe(90UL);
    }

    [Fact]
    public void What_was_called_off_is_forgotten_by_a_node_that_goes_back_behind_it_and_by_nothing_else()
    {
        var called = Active with { Accepted = null, Abandoned = Next };

        Granted(Wish("v3.1"), called).After(called).Abandoned.ShouldBe(Next);
        Granted(Wish("v3.1", 121), called).After(called).Abandoned.ShouldBe(Next);
        Granted(Wish("v3.1", 119), called).After(called).Abandoned.ShouldBeNull();
        Granted(Wish("v4", 120), called).After(called).Abandoned.ShouldBeNull();
    }

    [Theory]
    [InlineData(118UL, true)]
    [InlineData(119UL, false)]
    [InlineData(null, false)]
    public void The_release_of_a_plan_is_not_started_before_its_block_by_hand(ulong? stands, bool isRefused)
    {
        var ruling = SwitchRules.Decide(Wish("v4", 120), Active, due: null, held: null, Past, "visor resume", stands);

        (ruling is SwitchRuling.Refused { Why: "the node is at block 118, and v4 starts at block 120: before that block it would fork, and at that block Visor switches by itself" }).ShouldBe(isRefused);
        (ruling is SwitchRuling.Granted).ShouldBe(!isRefused);
    }

    [Fact]
    public void An_upgrade_that_is_due_is_not_made_without_what_belongs_to_it() =>
        SwitchRules.Decide(Wish("v4"), Active, due: Next, held: null, Past, "visor resume", hasSteps: true).ShouldBeOfType<SwitchRuling.Refused>().Why.ShouldStartWith("the upgrade to v4 at block 120 is due, and Visor makes it");

    [Fact]
    public void A_height_is_never_passed_on_to_another_release()
    {
        var after = Granted(Wish("v3", 95)).After(Active);

        SnapshotPolicy.Choose([], hasDataNode: false, Granted(Wish("v3.1"), after with { HasResponded = true }).After(after with { HasResponded = true }), StartCause.Fresh)
            .ShouldBe(new SnapshotChoice.AsConfigured());
    }

    private static SwitchProposal Wish(string tag, ulong? height = null, UpgradePlan? abandons = null) => new(Release(tag), height, abandons, "alice (uid 1000)", Reason: null);

    private static SwitchOrder Granted(SwitchProposal wish, ActiveRelease? active = null, UpgradePlan? due = null, string? held = null) =>
        SwitchRules.Decide(wish, active ?? Active, due, held, Past, "visor resume").ShouldBeOfType<SwitchRuling.Granted>().Order;

    private static string Refused(SwitchProposal wish, ActiveRelease? active = null, UpgradePlan? due = null, string? held = null) =>
        SwitchRules.Decide(wish, active ?? Active, due, held, Past, "visor resume").ShouldBeOfType<SwitchRuling.Refused>().Why;

    private static Release Release(string tag) => new(ReleaseTag.Parse(tag), tag);
}
