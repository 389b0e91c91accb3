using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Rpc;

public sealed class StatisticsTests
{
    private const string Next = "v0.2.0";

    [Fact]
    public async Task Where_the_core_stands_is_shown_and_how_far_the_upgrade_is()
    {
        await using var node = await TestNode.Create();
        CoreStatistics.Serve(node, "genesis");
        await node.Prepare(Next);
        var visor = await node.RunUntilReady();

        await node.WaitForStatus(s => s.Node.Height > 0, "a height although nothing is accepted");
        node.Network.UpgradeIn(blocks: 100_000, Next);
        var status = await node.WaitForStatus(s => s.Upgrade?.Eta is not null, "when the height is reached");

        (status.Upgrade!.Height - node.Network.Height).ShouldBeInRange(1, 100_000);
        (status.Upgrade.Eta!.Value - TimeProvider.System.GetUtcNow()).ShouldBeGreaterThan(TimeSpan.FromMinutes(30));
        await node.StopCleanly(visor);
    }
}
