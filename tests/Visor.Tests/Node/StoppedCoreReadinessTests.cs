using Shouldly;
using Visor.Model;
using Visor.Node;
using Visor.Tests.Lifecycle;
using Xunit;

namespace Visor.Tests.Node;

/// <summary>What the answers of a core and the way it ended say about whether it was ready to upgrade.</summary>
[Pure]
public sealed class StoppedCoreReadinessTests
{
    private static readonly UpgradeReadiness Due = new UpgradeReadiness.Due(Given.Plan);
    private static readonly UpgradeReadiness NotDue = new UpgradeReadiness.NotDue();
    private static readonly UpgradeReadiness Silent = new UpgradeReadiness.Unknown("it is mute", MayListen: true);
    private static readonly CoreExit ByItself = new(new ProcessExit(null, 9), WasKilled: false);
    private static readonly CoreExit InOrder = new(new ProcessExit(0, null), WasKilled: false);
    private static readonly CoreExit Killed = new(new ProcessExit(null, 9), WasKilled: true);
    private static readonly CoreExit Unseen = new(ProcessExit.Unknown, WasKilled: false);

    [Fact]
    public void What_a_core_says_counts_whenever_it_says_it_and_however_it_ends()
    {
        foreach (var end in new[] { ByItself, InOrder, Killed, Unseen, null })
        {
            Of(Silent, Due, end).ShouldBe(Due);
            Of(Due, null, end).ShouldBe(Due);
            Of(NotDue, Due, end).ShouldBe(Due);
        }

        Of(Silent, NotDue, Unseen).ShouldBe(NotDue);
        Of(NotDue, null, InOrder).ShouldBe(NotDue);
    }

    [Fact]
    public void Between_its_answer_and_SIGTERM_a_core_may_become_ready_so_what_can_tell_afterwards_is_asked()
    {
        foreach (var end in new[] { Killed, Unseen })
        {
            StoppedCoreReadiness.Decide(NotDue, null, end, Given.Plan, hasWitness: true, atMost: null).ShouldBeOfType<UpgradeReadiness.Unknown>();
            StoppedCoreReadiness.Decide(Silent, NotDue, end, Given.Plan, hasWitness: true, atMost: null).ShouldBeOfType<UpgradeReadiness.Unknown>();
            StoppedCoreReadiness.Decide(NotDue, null, end, Given.Plan, hasWitness: false, atMost: 100).ShouldBeOfType<UpgradeReadiness.Unknown>();
            StoppedCoreReadiness.Decide(NotDue, null, end, Given.Plan, hasWitness: true, atMost: 99).ShouldBe(NotDue, "it cannot have reached the block");
            StoppedCoreReadiness.Decide(NotDue, null, end, agreed: null, hasWitness: true, atMost: null).ShouldBe(NotDue, "there is nothing to be ready for");
            Of(NotDue, null, end).ShouldBe(NotDue, "nothing can tell, so the answer counts");
        }
    }

    [Fact]
    public void What_is_open_until_its_end_is_seen_is_noted_before_SIGTERM()
    {
        StoppedCoreReadiness.IsOpen(Silent, Given.Plan, hasWitness: false, atMost: null).ShouldBeTrue();
        StoppedCoreReadiness.IsOpen(NotDue, Given.Plan, hasWitness: true, atMost: null).ShouldBeTrue();
        StoppedCoreReadiness.IsOpen(NotDue, Given.Plan, hasWitness: false, atMost: 100).ShouldBeTrue();
        StoppedCoreReadiness.IsOpen(NotDue, Given.Plan, hasWitness: true, atMost: 99).ShouldBeFalse();
        StoppedCoreReadiness.IsOpen(NotDue, Given.Plan, hasWitness: false, atMost: null).ShouldBeFalse();
        StoppedCoreReadiness.IsOpen(Silent, agreed: null, hasWitness: true, atMost: null).ShouldBeFalse();
        StoppedCoreReadiness.IsOpen(Due, Given.Plan, hasWitness: true, atMost: null).ShouldBeFalse("that is known");
    }

    [Fact]
    public void A_mute_core_that_kills_itself_when_it_is_told_to_stop_was_ready()
    {
        Of(Silent, null, ByItself).ShouldBe(Due);
        Of(Silent, null, new CoreExit(new ProcessExit(137, null), WasKilled: false)).ShouldBe(Due, "a shell in front of it says so too");
    }

    [Fact]
    public void A_mute_core_that_ends_in_order_was_not_ready() => Of(Silent, null, InOrder).ShouldBe(NotDue);

    [Fact]
    public void Silence_is_not_known_and_not_not_due()
    {
        Of(Silent, null, Killed).ShouldBe(Silent);
        Of(Silent, null, Unseen).ShouldBe(Silent);
    }

    [Fact]
    public void An_end_that_contradicts_the_answer_before_it_is_not_known() => Of(NotDue, null, ByItself).ShouldBeOfType<UpgradeReadiness.Unknown>();

    [Fact]
    public void Where_a_data_node_has_a_history_that_is_asked_rather_than_the_way_of_the_end() =>
        StoppedCoreReadiness.Decide(Silent, null, ByItself, Given.Plan, hasWitness: true, atMost: null).ShouldBeOfType<UpgradeReadiness.Unknown>();

    [Fact]
    public void A_core_that_killed_itself_is_ready_for_nothing_that_was_not_agreed_on() =>
        StoppedCoreReadiness.Decide(Silent, null, ByItself, agreed: null, hasWitness: false, atMost: null).ShouldBeOfType<UpgradeReadiness.Unknown>();

    [Fact]
    public void A_core_that_cannot_have_reached_the_block_was_not_ready_however_it_ended()
    {
        foreach (var end in new[] { ByItself, Killed, Unseen })
        {
            StoppedCoreReadiness.Decide(Silent, null, end, Given.Plan, hasWitness: false, atMost: 99).ShouldBe(NotDue);
            StoppedCoreReadiness.Decide(Silent, null, end, Given.Plan, hasWitness: false, atMost: 100).ShouldNotBe(NotDue);
        }
    }

    [Fact]
    public void A_core_that_had_ended_before_the_stop_says_nothing_more() => Of(Silent, null, end: null).ShouldBeNull();

    private static UpgradeReadiness? Of(UpgradeReadiness? before, UpgradeReadiness? after, CoreExit? end) => StoppedCoreReadiness.Decide(before, after, end, Given.Plan, hasWitness: false, atMost: null);
}
