using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Upgrades;

public sealed class NotReadyTests
{
    private const long FarAhead = 100_000;

    [Fact]
    public async Task A_release_that_is_not_there_yet_is_reported_and_looked_for_again()
    {
        await using var node = await TestNode.Create();
        node.Network.Upgrade("v0.2.0", 1, FarAhead);
        var visor = node.Run();

        (await node.WaitForUpgrade("v0.2.0", "notReady")).ShouldContain($"{node.In("v0.2.0")} does not exist");
        (await visor.WaitForLine("NOT READY")).ShouldContain("v0.2.0");

        await node.Prepare("v0.2.0");
        await node.WaitForUpgrade("v0.2.0", "staged");
        node.ShouldHaveStarted(TestNode.Genesis);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_node_whose_upgrade_is_due_stays_up_until_the_operator_has_put_the_release_there()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        node.Network.Upgrade("v0.2.0", 5, 30);
        var visor = node.Run();

        await node.WaitForUpgrade("v0.2.0", "due");
        await visor.WaitForLine("NOT READY");
        node.ShouldHaveStarted(TestNode.Genesis);
        node.Ledger.Lines.ShouldNotContain(l => l.IsEnd || l.Event == "sigterm");

        await node.Prepare("v0.2.0");
        await node.Ready("v0.2.0");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        node.Ledger.All("start")[^1].Flag.ShouldBe("30");
        await node.StopCleanly(visor);
    }
}
