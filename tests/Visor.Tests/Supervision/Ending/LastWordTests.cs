using Shouldly;
using Visor.Processes;
using Visor.Supervision.Ending;
using Visor.Tests.Lifecycle;
using Xunit;

namespace Visor.Tests.Supervision.Ending;

/// <summary>What the answers of a core and the way it ended say about whether it was ready to upgrade.</summary>
public sealed class LastWordTests
{
    private static readonly CoreWord Due = new CoreWord.Due(Given.Plan);
    private static readonly CoreWord NotDue = new CoreWord.NotDue();
    private static readonly CoreWord Silent = new CoreWord.NotKnown("it is mute", MayListen: true);
    private static readonly CoreEnd ByItself = new(new ProcessExit(null, 9), WasKilled: false);
    private static readonly CoreEnd InOrder = new(new ProcessExit(0, null), WasKilled: false);
    private static readonly CoreEnd Killed = new(new ProcessExit(null, 9), WasKilled: true);
    private static readonly CoreEnd Unseen = new(ProcessExit.Unknown, WasKilled: false);

    [Fact]
    public void What_a_core_says_counts_whenever_it_says_it_and_however_it_ends()
    {
        foreach (var end in new[] { ByItself, InOrder, Killed, Unseen, null })
        {
            Of(Silent, Due, end).ShouldBe(Due);
            Of(Due, null, end).ShouldBe(Due);
            Of(NotDue, Due, end).ShouldBe(Due);
        }

        Of(NotDue, null, Unseen).ShouldBe(NotDue);
        Of(Silent, NotDue, Unseen).ShouldBe(NotDue);
        Of(NotDue, null, Killed).ShouldBe(NotDue, "a core that shuts down takes no more blocks");
    }

    [Fact]
    public void A_mute_core_that_kills_itself_when_it_is_told_to_stop_was_ready()
    {
        Of(Silent, null, ByItself).ShouldBe(Due);
        Of(Silent, null, new CoreEnd(new ProcessExit(137, null), WasKilled: false)).ShouldBe(Due, "a shell in front of it says so too");
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
    public void An_end_that_contradicts_the_answer_before_it_is_not_known() => Of(NotDue, null, ByItself).ShouldBeOfType<CoreWord.NotKnown>();

    [Fact]
    public void Where_a_data_node_has_a_history_that_is_asked_rather_than_the_way_of_the_end() =>
        LastWord.Of(Silent, null, ByItself, Given.Plan, hasDataNode: true, atMost: null).ShouldBeOfType<CoreWord.NotKnown>();

    [Fact]
    public void A_core_that_killed_itself_is_ready_for_nothing_that_was_not_agreed_on() =>
        LastWord.Of(Silent, null, ByItself, agreed: null, hasDataNode: false, atMost: null).ShouldBeOfType<CoreWord.NotKnown>();

    [Fact]
    public void A_core_that_cannot_have_reached_the_block_was_not_ready_however_it_ended()
    {
        foreach (var end in new[] { ByItself, Killed, Unseen })
        {
            LastWord.Of(Silent, null, end, Given.Plan, hasDataNode: false, atMost: 99).ShouldBe(NotDue);
            LastWord.Of(Silent, null, end, Given.Plan, hasDataNode: false, atMost: 100).ShouldNotBe(NotDue);
        }
    }

    [Fact]
    public void A_core_that_had_ended_before_the_stop_says_nothing_more() => Of(Silent, null, end: null).ShouldBeNull();

    private static CoreWord? Of(CoreWord? before, CoreWord? after, CoreEnd? end) => LastWord.Of(before, after, end, Given.Plan, hasDataNode: false, atMost: null);
}
