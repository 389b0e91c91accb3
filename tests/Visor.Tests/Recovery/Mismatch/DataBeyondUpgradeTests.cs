using Shouldly;
using Visor.Home;
using Visor.Recovery.Mismatch;
using Visor.Tests.Lifecycle;
using Xunit;

namespace Visor.Tests.Recovery.Mismatch;

/// <summary>A plan that is due by the journal, and where the data of the node ends.</summary>
[Pure]
public sealed class DataBeyondUpgradeTests
{
    private static readonly VisorHome Home = new("/srv/visor");

    [Theory]
    [InlineData(1ul)]
    [InlineData(99ul)]
    [InlineData(100ul)]
    public void Data_up_to_the_block_of_the_upgrade_agrees_with_the_journal(ulong height) =>
        DataBeyondUpgrade.Find(Given.Old, Given.Plan, height, "the data node's history", Home).ShouldBeNull();

    [Fact]
    public void Data_beyond_it_contradicts_the_journal_and_both_ways_out_are_said()
    {
        var found = DataBeyondUpgrade.Find(Given.Old, Given.Plan, 101, "the data node's history", Home).ShouldNotBeNull();

        found.ShouldContain("the upgrade to v0.2.0 at block 100 is due, but the data node's history reaches block 101");
        found.ShouldContain("visor switch v0.1.0 --abandon-upgrade --home /srv/visor");
        found.ShouldContain("restore the node's data of block 100");
    }
}
