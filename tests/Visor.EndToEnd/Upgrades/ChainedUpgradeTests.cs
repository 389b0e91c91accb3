using System.Globalization;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Upgrades;

public sealed class ChainedUpgradeTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_node_goes_through_two_upgrades_and_each_new_core_starts_from_the_height(bool withDataNode)
    {
        await using var node = await TestNode.Create(withDataNode);
        await node.Prepare("v0.2.0");
        await node.Prepare("v0.3.0");
        var visor = await node.RunUntilReady();
        node.Current.ShouldBe("genesis");

        foreach (var release in new[] { "v0.2.0", "v0.3.0" })
        {
            node.Network.UpgradeIn(20, release);
            await node.Ready(release);
            await node.Ledger.WaitFor("block-after-start", release);

            var start = node.Ledger.All("start", release).ShouldHaveSingleItem();
            start.Args.TakeLast(2).ShouldBe(
                ["--snapshot.load-from-block-height", node.Network.UpgradeHeight.ToString(CultureInfo.InvariantCulture)]);
            node.Current.ShouldBe(release);
        }

        await node.StopCleanly(visor);
        node.Ledger.All("start").Select(l => l.Release).ShouldBe(["v0.1.0", "v0.2.0", "v0.3.0"]);
        node.Ledger.All("start")[0].Flag.ShouldBeNull();
        node.Ledger.All("killed-itself").Count.ShouldBe(2);
        if (withDataNode)
        {
            node.Ledger.All("start", role: "datanode").Select(l => l.Release).ShouldBe(["v0.1.0", "v0.2.0", "v0.3.0"]);
            node.Ledger.All("stopped", role: "datanode").Count.ShouldBe(3);
        }
    }
}
