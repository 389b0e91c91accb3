using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Stopping;

/// <summary>
/// The core has halted at the block of its upgrade and is not ready yet, because its data node lags behind. It remembers the halt in memory only, and its last
/// snapshot is that of the block: resumed there, the old release would run past the upgrade.
/// </summary>
public sealed class HaltedBeforeReadyTests
{
    private const long FarAhead = 1_000_000;

    [Fact]
    public async Task A_node_that_is_stopped_between_its_halt_and_its_readiness_halts_again_and_is_upgraded()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        await node.Prepare("v0.2.0");
        node.Misbehave("datanode:lag=2");
        node.Network.UpgradeIn(FarAhead, "v0.2.0");
        var visor = await node.RunUntilReady();
        await node.WaitForUpgrade("v0.2.0", "staged");
        node.Network.UpgradeIn(blocks: 20, "v0.2.0");
        await node.WaitForStatus(s => s.Upgrade?.Height == node.Network.UpgradeHeight, "its height");
        await node.Ledger.WaitFor("halted", TestNode.Genesis);
        (await visor.Terminate()).ShouldBe(0, visor.Output);
        node.NothingLives();
        node.Ledger.Lines.ShouldNotContain(l => l.Is("ready"), node.Everything());

        node.Misbehave();
        var next = node.Run();
        await node.Ready("v0.2.0");
        node.Ledger.Disasters.ShouldBeEmpty(node.Everything());
        node.Ledger.All("ready", TestNode.Genesis).Count.ShouldBe(1, node.Everything());
        await node.StopCleanly(next);
    }
}
