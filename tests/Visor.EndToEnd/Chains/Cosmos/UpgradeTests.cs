using Shouldly;
using Visor.EndToEnd.Cosmos;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Chains.Cosmos;

/// <summary>A home that Cosmovisor has laid out goes through its upgrades under Visor.</summary>
public sealed class UpgradeTests
{
    [Theory]
    [InlineData("047")]
    [InlineData("050")]
    [Trait("Emulated", "arm64")]
    public async Task A_node_that_follows_the_head_is_switched_at_its_block(string dialect)
    {
        await using var home = CosmosHome.Create(dialect);
        home.Prepare("v2", CosmosRelease.For("v2") with { NewStores = ["v2"] });
        home.Network.Pause(3);
        var visor = Run(home);
        await home.Rpc.Reaches(3);
        home.Network.Plan("v2", 40, "{}");

        await visor.WaitForLine("The network has accepted the upgrade to v2 at block 40");
        await visor.WaitForLine("v2 for block 40 is ready");
        home.Network.GoOn();
        await home.Ledger.WaitFor("first-block", "v2.0.0");
        await home.Rpc.Reaches(45);
        home.Ledger.Disasters.ShouldBeEmpty(home.Everything());
        home.Ledger.Starts.ShouldBe(["v1.0.0", "v2.0.0"], home.Everything());
        home.Current.ShouldBe("upgrades/v2");
        (await visor.Terminate()).ShouldBe(0, home.Everything());
    }

    [Theory]
    [InlineData("047")]
    [InlineData("050")]
    public async Task A_node_that_catches_up_and_exits_at_its_block_is_followed_by_the_next_release(string dialect)
    {
        await using var home = CosmosHome.Create(dialect);
        home.Prepare("v2").Prepare("v3", new CosmosRelease("v3.0.0") { Handlers = ["v2", "v3"] });
        home.Network.Plan("v2", 40, "{}");
        home.Network.Plan("v3", 60, "{}", scheduledAt: 40);
        home.Network.Pause(100);
        Run(home);

        await home.Ledger.WaitFor("first-block", "v3.0.0");
        await home.Rpc.Reaches(100);
        home.Ledger.Disasters.ShouldBeEmpty(home.Everything());
        home.Current.ShouldBe("upgrades/v3");
    }

    [Theory]
    [InlineData("047")]
    [InlineData("050")]
    public async Task Killed_at_the_block_with_its_node_it_starts_the_old_release_once_and_goes_on(string dialect)
    {
        await using var home = CosmosHome.Create(dialect);
        home.Network.Pause(3);
        home.Network.Plan("v2", 20, "{}");
        var node = home.Start();
        await home.Rpc.Reaches(3);
        home.Network.GoOn();
        await home.Ledger.WaitFor("halted", "v1.0.0");
        await node.Kill();

        home.Prepare("v2");
        Run(home);
        await home.Ledger.WaitFor("first-block", "v2.0.0");
        home.Ledger.Disasters.ShouldBeEmpty(home.Everything());
        home.Ledger.Starts.ShouldBe(["v1.0.0", "v1.0.0", "v2.0.0"], home.Everything());
    }

    [Fact]
    public async Task A_node_that_its_chain_calls_run_is_supervised_as_well()
    {
        await using var home = CosmosHome.Create();
        home.Prepare("v2");
        home.Network.Plan("v2", 20, "{}");
        home.Network.Pause(30);
        Run(home, "run");

        await home.Ledger.WaitFor("first-block", "v2.0.0");
        home.Ledger.All("start").ShouldAllBe(l => l.Args[0] == "run", home.Everything());
        home.Ledger.Disasters.ShouldBeEmpty(home.Everything());
    }

    private static TestProcess Run(CosmosHome home, string word = "start") =>
        home.Keep(TestProcess.Start(Programs.Visor, ["cosmovisor", "run", word, "--home", home.Folder], home.Environment));
}
