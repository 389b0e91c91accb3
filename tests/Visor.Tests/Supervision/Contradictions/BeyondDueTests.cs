using Shouldly;
using Visor.Home;
using Visor.Supervision.Contradictions;
using Visor.Tests.Lifecycle;
using Xunit;

namespace Visor.Tests.Supervision.Contradictions;

/// <summary>A plan that is due by the journal, and where the data of the node ends.</summary>
public sealed class BeyondDueTests
{
    private static readonly VisorHome Home = new("/srv/visor");

    [Theory]
    [InlineData(1ul)]
    [InlineData(99ul)]
    [InlineData(100ul)]
    public void Data_up_to_the_block_of_the_upgrade_agrees_with_the_journal(ulong height) =>
        BeyondDue.Of(Given.Old, Given.Plan, height, Home).ShouldBeNull();

    [Fact]
    public void Data_beyond_it_contradicts_the_journal_and_both_ways_out_are_said()
    {
        var found = BeyondDue.Of(Given.Old, Given.Plan, 101, Home).ShouldNotBeNull();

        found.ShouldContain("the upgrade to v0.2.0 at block 100 is due, but the data node's history goes on to block 101");
        found.ShouldContain("visor switch v0.1.0 --abandon-upgrade --home /srv/visor");
        found.ShouldContain("restore the data of core and data node as it was at block 100");
    }
}
