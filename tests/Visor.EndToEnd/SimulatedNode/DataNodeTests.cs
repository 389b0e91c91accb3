using Shouldly;
using Xunit;

namespace Visor.EndToEnd.SimulatedNode;

public sealed class DataNodeTests
{
    [Fact]
    public async Task The_latest_segment_ends_at_the_height_of_the_upgrade_the_core_waits_at()
    {
        await using var node = new SimulatedCore();
        node.Network.Upgrade("v0.2.0", 5, 23);
        var dataNode = await node.StartDataNode();
        await node.Ledger.WaitFor("start", role: "datanode");
        await node.StartOld();
        await node.Ledger.WaitFor("ready");

        var (locked, message) = await node.History();
        locked.ShouldBe(1);
        message.ShouldContain("database is locked");

        (await dataNode.Terminate()).ShouldBe(0);
        var (exitCode, output) = await node.History();
        exitCode.ShouldBe(0);
        output.ShouldStartWith("""{"LatestSegment":{"from_height":1,"to_height":23,""");
        node.Ledger.Disasters.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_segment_it_says_so()
    {
        await using var node = new SimulatedCore();
        Directory.CreateDirectory(node.Home);

        (await node.History()).ShouldBe((1, "Error: no history segments found"));
    }

    [Fact]
    public async Task A_core_is_not_ready_before_its_data_node_has_caught_up()
    {
        await using var node = new SimulatedCore();
        node.Network.Upgrade("v0.2.0", 5, 20);
        await node.StartOld("--data-node-home", node.Home);
        await node.Ledger.WaitFor("halted");
        (await node.Rpc.Ask()).GetProperty("ReadyToUpgrade").GetBoolean().ShouldBeFalse();

        await node.StartDataNode();

        await node.Ledger.WaitFor("ready");
    }
}
