using Shouldly;
using Visor.EndToEnd.Cosmos;
using Xunit;

namespace Visor.EndToEnd.SimulatedCosmosNode;

/// <summary>What a node does at the height of a plan, before, at and after it.</summary>
public sealed class HaltTests
{
    [Theory]
    [InlineData("047", 2)]
    [InlineData("050", 1)]
    public async Task A_node_halts_alive_and_one_started_again_there_refuses_and_the_new_one_goes_on(string dialect, int exitCode)
    {
        await using var home = CosmosHome.Create(dialect);
        home.Prepare("v2", CosmosRelease.For("v2") with { NewStores = ["v2"] });
        home.Network.Set("signalHandlerAfterMs", 0).Plan("v2", 12, "{}").Pause(3);
        var old = home.Start();
        await home.Rpc.Reaches(3);
        home.Network.Pause(15);

        await home.Ledger.WaitFor("halted");
        (await home.Rpc.Store()).ShouldBe(12);
        (await home.Rpc.App()).ShouldBe(11);
        (await home.Rpc.CurrentPlan()).ShouldNotBeEmpty();
        (await File.ReadAllTextAsync(home.UpgradeInfo, TestContext.Current.CancellationToken))
            .ShouldBe("""{"name":"v2","time":"0001-01-01T00:00:00Z","height":12,"info":"{}"}""");
        File.GetUnixFileMode(home.UpgradeInfo).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await old.Terminate()).ShouldBe(0, old.Output);

        var again = home.Start();
        (await again.WaitForExit()).ShouldBe(exitCode, again.Output);
        again.Output.ShouldContain("UPGRADE \"v2\" NEEDED at height: 12: {}");
        home.Ledger.All("rpc-open").Count.ShouldBe(1);

        home.Start("v2");
        await home.Rpc.Reaches(15);
        (await home.Rpc.AppliedPlan("v2")).ShouldBe(12);
        (await home.Rpc.AppliedPlan("V2")).ShouldBe(0);
        (await home.Rpc.CurrentPlan()).ShouldBeEmpty();
        home.Ledger.Disasters.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_nodes_on_one_home_are_seen()
    {
        await using var home = CosmosHome.Create();
        home.Start();
        await home.Ledger.WaitFor("rpc-open");

        var second = home.Start();

        (await second.WaitForExit()).ShouldBe(1, second.Output);
        second.Output.ShouldContain("failed to initialize database: resource temporarily unavailable");
        home.Ledger.Disasters.ShouldContain(l => l.Event == "DOUBLE" && l.Pid == second.Pid);
    }

    [Fact]
    public async Task A_release_that_executes_a_block_of_another_one_is_seen()
    {
        await using var home = CosmosHome.Create();
        home.Network.Set("switches", new[] { new { name = "patch", height = 5 } }).Pause(6);

        home.Start();

        var wrong = await home.Ledger.WaitFor("WRONG-VERSION");
        wrong.Detail.ShouldBe("block 5 belongs to patch");
        home.Ledger.Disasters.ShouldHaveSingleItem();
    }
}
