using Shouldly;
using Visor.EndToEnd.Cosmos;
using Xunit;

namespace Visor.EndToEnd.SimulatedCosmosNode;

/// <summary>A node without data that begins with a snapshot of other nodes.</summary>
public sealed class StateSyncTests
{
    [Fact]
    public async Task The_application_is_at_the_snapshot_at_once_and_the_block_store_at_the_block_behind_it()
    {
        await using var home = Home();
        home.Network.Hold("snapshot").Pause(30);
        home.Start();
        await home.Rpc.Answers();

        (await Heights(home)).ShouldBe(("0", "0", 0));
        (await home.Rpc.Call("status")).GetProperty("sync_info").GetProperty("catching_up").GetBoolean().ShouldBeTrue();
        home.Network.LetGo();
        await home.Ledger.WaitFor("restored");
        await home.Rpc.Reaches(30);
        (await Heights(home)).ShouldBe(("0", "0", 30));
        home.Network.Pause(33);
        await home.Rpc.Reaches(33);

        (await Heights(home)).ShouldBe(("33", "31", 33));
    }

    [Fact]
    public async Task What_the_snapshot_holds_was_not_executed_here()
    {
        await using var home = Home(CosmosRelease.For("v2") with { NewStores = ["v2"] });
        home.Network.Plan("v2", 20).Pause(40);
        home.Start();

        await home.Rpc.Reaches(40);

        (await home.Rpc.AppliedPlan("v2")).ShouldBe(20);
        File.Exists(home.UpgradeInfo).ShouldBeFalse();
        home.Ledger.All("migrating").ShouldBeEmpty();
        home.Ledger.Disasters.ShouldBeEmpty(home.Everything());
    }

    [Fact]
    public async Task It_goes_on_from_there_when_it_is_started_again()
    {
        await using var home = Home();
        home.Network.Pause(30);
        var first = home.Start();
        await home.Rpc.Reaches(30);
        (await first.Terminate()).ShouldBe(0, first.Output);
        home.Network.Pause(32);

        home.Start();

        await home.Rpc.Reaches(32);
        home.Ledger.All("restored").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Data_that_is_there_is_not_replaced()
    {
        await using var home = Home();
        home.HasExecuted(5);
        home.Network.Pause(8);

        home.Start();

        await home.Rpc.Reaches(8);
        home.Ledger.All("restored").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_release_of_before_an_upgrade_cannot_go_on_behind_it()
    {
        await using var home = Home();
        home.Network.Plan("v2", 20).Pause(40);

        var node = home.Start();

        (await node.WaitForExit()).ShouldBe(2, node.Output);
        node.Output.ShouldContain("wrong app version 0, upgrade handler is missing for v2 upgrade plan");
    }

    private static CosmosHome Home(CosmosRelease? release = null)
    {
        var home = CosmosHome.Create(genesis: release);
        home.BeginWithSnapshot();
        home.Network.Set("snapshotHeight", 30);
        return home;
    }

    private static async Task<(string? Latest, string? Earliest, long? App)> Heights(CosmosHome home)
    {
        var sync = (await home.Rpc.Call("status")).GetProperty("sync_info");
        return (sync.GetProperty("latest_block_height").GetString(), sync.GetProperty("earliest_block_height").GetString(), await home.Rpc.App());
    }
}
