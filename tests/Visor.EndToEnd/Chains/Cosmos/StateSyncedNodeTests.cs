using Shouldly;
using Visor.EndToEnd.Cosmos;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Chains.Cosmos;

/// <summary>A node that begins with a snapshot, behind upgrades that this home has never seen.</summary>
public sealed class StateSyncedNodeTests
{
    [Theory]
    [InlineData("047")]
    [InlineData("050")]
    public async Task A_node_that_was_state_synced_goes_through_its_next_upgrade(string dialect)
    {
        await using var home = CosmosHome.Create(dialect, CosmosRelease.For("v2") with { NewStores = ["v2"] });
        home.BeginWithSnapshot();
        home.Prepare("v3", new CosmosRelease("v3.0.0") { Handlers = ["v2", "v3"], NewStores = ["v2", "v3"] });
        home.Network.Plan("v2", 20).Set("snapshotHeight", 60).Hold("snapshot").Pause(70);
        var visor = home.Keep(TestProcess.Start(Programs.Visor, ["cosmovisor", "run", "start", "--home", home.Folder], home.Environment));

        // While it looks for a snapshot it answers, and has no block and no state.
        await visor.WaitForLine("The node answers");
        home.Network.LetGo();
        await home.Rpc.Reaches(70);
        home.Network.Plan("v3", 90, scheduledAt: 70);
        home.Network.GoOn();

        await home.Ledger.WaitFor("first-block", "v3.0.0");
        await home.Rpc.Reaches(95);
        home.Ledger.Disasters.ShouldBeEmpty(home.Everything());
        home.Ledger.Starts.ShouldBe(["v2.0.0", "v3.0.0"], home.Everything());
        home.Current.ShouldBe("upgrades/v3");
        (await visor.Terminate()).ShouldBe(0, home.Everything());
    }
}
