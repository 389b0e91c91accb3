using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Metrics;

public sealed class UpgradeMetricsTests
{
    private const string NextInfo = """visor_upgrade_info{tag="v0.2.0"}""";

    [Fact]
    public async Task An_upgrade_can_be_followed_from_its_announcement_to_its_downtime()
    {
        await using var node = await TestNode.Create();
        node.Write("hold", "not yet");
        var visor = await node.RunUntilReady();
        var before = await MetricsPage.WaitFor(
            node, ("visor_node_ready", 1), ("visor_hold", 1), ("visor_upgrade_due", 0), ("visor_upgrade_staged", 0), ("visor_upgrade_not_ready", 0));
        before.Names.Contains("visor_upgrade_height", StringComparer.Ordinal).ShouldBeFalse();
        before.Names.Contains("visor_last_upgrade_downtime_seconds", StringComparer.Ordinal).ShouldBeFalse();

        node.Network.UpgradeIn(200, "v0.2.0");
        await MetricsPage.WaitFor(node, (NextInfo, 1), ("visor_upgrade_height", node.Network.UpgradeHeight), ("visor_upgrade_not_ready", 1));
        await node.Prepare("v0.2.0");
        await MetricsPage.WaitFor(node, ("visor_upgrade_staged", 1), ("visor_upgrade_not_ready", 0), ("visor_upgrade_due", 0));
        await MetricsPage.WaitFor(node, ("visor_upgrade_due", 1), ("visor_upgrade_held", 1), ("visor_upgrade_staged", 0));

        File.Delete(node.In("hold"));
        var after = await MetricsPage.WaitFor(
            node,
            ("""visor_node_info{release="v0.2.0"}""", 1),
            ("visor_node_ready", 1),
            ("visor_hold", 0),
            ("visor_upgrade_due", 0),
            ("visor_last_upgrade_height", node.Network.UpgradeHeight));
        after["visor_last_upgrade_downtime_seconds"].ShouldNotBeNull().ShouldBeInRange(0, 60);
        after["visor_last_upgrade_timestamp_seconds"].ShouldNotBeNull().ShouldBeGreaterThan(1_700_000_000);
        after[NextInfo].ShouldBeNull();
        await node.StopCleanly(visor);
    }
}
