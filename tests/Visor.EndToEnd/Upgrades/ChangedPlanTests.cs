using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Upgrades;

public sealed class ChangedPlanTests
{
    private const long FarAhead = 100_000;

    [Fact]
    public async Task A_withdrawn_upgrade_is_forgotten()
    {
        await using var node = await TestNode.Create();
        node.Network.Upgrade("v0.2.0", 1, FarAhead);
        await node.Prepare("v0.2.0");
        var visor = node.Run();
        await node.WaitForUpgrade("v0.2.0", "staged");

        node.Network.Withdraw();

        await visor.WaitForLine("withdrawn");
        await node.WaitForStatus(s => s.Upgrade is null, "no upgrade");
        node.ShouldHaveStarted(TestNode.Genesis);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task The_release_accepted_last_is_the_one_that_runs()
    {
        await using var node = await TestNode.Create();
        node.Network.Upgrade("v0.2.0", 1, FarAhead);
        await node.Prepare("v0.2.0");
        await node.Prepare("v0.2.1");
        var visor = node.Run();
        await node.WaitForUpgrade("v0.2.0", "staged");

        node.Network.UpgradeIn(20, "v0.2.1");

        await node.Ready("v0.2.1");
        node.Current.ShouldBe("v0.2.1");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.1");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task The_height_accepted_last_is_the_one_that_counts()
    {
        await using var node = await TestNode.Create();
        node.Network.Upgrade("v0.2.0", 1, FarAhead);
        await node.Prepare("v0.2.0");
        var visor = node.Run();
        await node.WaitForUpgrade("v0.2.0", "staged");

        node.Network.UpgradeIn(20, "v0.2.0");

        await node.Ready("v0.2.0");
        node.Ledger.All("start", "v0.2.0")[0].Flag.ShouldBe(
            node.Network.UpgradeHeight.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await node.StopCleanly(visor);
    }
}
