using Shouldly;
using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Chains.Cosmos.Layout;
using Visor.Chains.Cosmos.Upgrades;
using Xunit;

namespace Visor.Tests.Chains.Cosmos.Layout;

/// <summary>A release is called as its chain spells the upgrade, or as its folder is called.</summary>
[Pure]
public sealed class CosmosTagTests
{
    [Theory]
    [InlineData("v2", "v2")]
    [InlineData("V2", "v2")]
    [InlineData("Q Upgrade", "q%20upgrade")]
    [InlineData("q%20upgrade", "q%20upgrade")]
    [InlineData("upgrades/q%20upgrade", "q%20upgrade")]
    [InlineData("v2/rc", "v2%2Frc")]
    [InlineData("v2%2Frc", "v2%2Frc")]
    [InlineData("v4-rc.0+fix~1", "v4-rc.0+fix~1")]
    [InlineData("50%", "50%25")]
    public void A_word_names_the_folder_of_its_upgrade(string word, string folder)
    {
        Layout().ReadTag(word, out var tag).ShouldBeNull();
        tag.Value.ShouldBe(folder);
    }

    [Fact]
    public void The_case_counts_where_it_is_kept()
    {
        Layout(disableRecase: true).ReadTag("V2", out var tag).ShouldBeNull();
        tag.Value.ShouldBe("V2");
    }

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData(" v2")]
    [InlineData("-v2")]
    [InlineData("genesis")]
    [InlineData("current")]
    public void What_can_be_no_folder_is_no_release(string word) => Layout().ReadTag(word, out _).ShouldNotBeNull();

    private static CosmosLayout Layout(bool disableRecase = false) =>
        new(new CosmosContext(new CosmovisorSettings("/srv/gaia", "gaiad") { DisableRecase = disableRecase }, [], new RunBaseline("/srv/gaia/cosmovisor/.visor")));
}
