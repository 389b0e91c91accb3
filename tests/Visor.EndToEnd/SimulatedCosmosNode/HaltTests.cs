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

    [Theory]
    [InlineData("047", 2)]
    [InlineData("050", 1)]
    public async Task A_node_that_fetches_blocks_from_a_network_beyond_the_height_ends(string dialect, int exitCodeOfTheNext)
    {
        await using var home = CosmosHome.Create(dialect);
        home.Network.Plan("v2", 12).Pause(20);

        var old = home.Start();

        (await old.WaitForExit()).ShouldBe(2, old.Output);
        home.Ledger.All("needed").ShouldHaveSingleItem().Detail.ShouldBe("v2@12");
        File.ReadAllText(home.UpgradeInfo).ShouldBe("""{"name":"v2","time":"0001-01-01T00:00:00Z","height":12}""");
        var again = home.Start();
        (await again.WaitForExit()).ShouldBe(exitCodeOfTheNext, again.Output);
    }

    [Fact]
    public async Task A_node_that_fetches_blocks_from_a_halted_network_halts_alive()
    {
        await using var home = CosmosHome.Create();
        home.Network.Plan("v2", 12).Pause(12);

        home.Start();

        await home.Ledger.WaitFor("halted");
        (await home.Rpc.Call("consensus_state")).GetProperty("round_state").GetProperty("height/round/step").GetString().ShouldBe("12/0/8");
        (await home.Rpc.Call("status")).GetProperty("sync_info").GetProperty("catching_up").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_plan_made_in_the_block_of_its_own_height_is_due_in_the_next()
    {
        await using var home = CosmosHome.Create();
        home.Network.Plan("v2", 4, scheduledAt: 4).Pause(5);

        home.Start();

        await home.Ledger.WaitFor("halted");
        File.ReadAllText(home.UpgradeInfo).ShouldContain("\"height\":5");
        (await home.Rpc.CurrentPlan()).ShouldBe("ChMKAnYyEgsIgJK4w5j+////ARgE");
    }

    [Fact]
    public async Task A_cancelled_plan_halts_nobody_and_one_that_is_overwritten_does_not_come_back()
    {
        await using var home = CosmosHome.Create();
        home.Network.Plan("v2", 10, scheduledAt: 2).Plan("v3", 20, scheduledAt: 4).Pause(3);
        home.Start();
        await home.Rpc.Reaches(3);
        var first = await home.Rpc.CurrentPlan();
        home.Network.Pause(12);
        await home.Rpc.Reaches(12);
        (await home.Rpc.CurrentPlan()).Equals(first, StringComparison.Ordinal).ShouldBeFalse();

        home.Network.Cancel("v3");
        (await home.Rpc.CurrentPlan()).ShouldBeEmpty();
        home.Network.Pause(25);
        await home.Rpc.Reaches(25);
        File.Exists(home.UpgradeInfo).ShouldBeFalse();
    }

    [Fact]
    public async Task A_node_whose_file_cannot_be_written_halts_without_it()
    {
        await using var home = CosmosHome.Create();
        Directory.CreateDirectory(home.UpgradeInfo + ".away");
        home.Network.Plan("v2", 12).Pause(3);
        home.Start();
        await home.Rpc.Reaches(3);
        Directory.Move(home.UpgradeInfo + ".away", home.UpgradeInfo); // Also root cannot write into a folder.
        home.Network.Pause(12);

        (await home.Ledger.WaitFor("halted")).Detail!.ShouldStartWith("unable to write upgrade info to filesystem");
        (await home.Rpc.App()).ShouldBe(11);
    }

    [Fact]
    public async Task A_node_that_stands_while_the_network_goes_on_has_missed_its_upgrade()
    {
        await using var home = CosmosHome.Create();
        home.Network.Set("missedAfterBlocks", 5).Plan("v2", 12).Pause(12);
        home.Start();
        await home.Ledger.WaitFor("halted");
        home.Ledger.Disasters.ShouldBeEmpty();

        home.Network.Pause(17);

        await home.Ledger.WaitFor("MISSED");
    }

    [Fact]
    public async Task Two_upgrades_may_lie_two_blocks_apart()
    {
        await using var home = CosmosHome.Create();
        home.Prepare("v2").Prepare("v3", new CosmosRelease("v3.0.0") { Handlers = ["v2", "v3"] });
        home.Network.Plan("v2", 6).Plan("v3", 8, scheduledAt: 6).Pause(6);
        var genesis = home.Start();
        await home.Ledger.WaitFor("halted");
        await genesis.Terminate();

        var second = home.Start("v2");
        await home.Rpc.Reaches(6);
        home.Network.Pause(9);
        await home.Ledger.WaitFor("halted", "v2.0.0");
        File.ReadAllText(home.UpgradeInfo).ShouldContain("\"name\":\"v3\"");
        await second.Terminate();

        home.Start("v3");
        await home.Rpc.Reaches(9);
        (await home.Rpc.AppliedPlan("v2"), await home.Rpc.AppliedPlan("v3")).ShouldBe((6, 8));
        home.Ledger.Disasters.ShouldBeEmpty();
    }
}
