using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Upgrades;

public sealed class DueTests
{
    [Theory]
    [InlineData("core", "datanode", "stopped")]
    [InlineData("datanode", "core", "killed-itself")]
    public async Task A_process_that_ends_while_the_upgrade_is_due_takes_its_partner_along_and_only_the_new_release_follows(
        string dying, string partner, string end)
    {
        await using var node = await TestNode.Create(withDataNode: true);
        node.Network.Upgrade("v0.2.0", 5, 30);
        var visor = node.Run();
        await node.WaitForUpgrade("v0.2.0", "due");
        await node.DataNodeFollows();
        await visor.WaitForLine("NOT READY");

        node.Signal(Native.SigKill, dying);
        await node.Ledger.WaitFor("sigterm", role: partner);
        await node.Ledger.WaitFor(end, role: partner);
        await node.WaitForStatus(s => s.Node is { Core: null, DataNode: null }, "nothing runs");

        await node.Prepare("v0.2.0");
        await node.Ready("v0.2.0");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        node.Ledger.All("start")[^1].Flag.ShouldBe("30");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_core_that_ends_by_itself_when_the_upgrade_is_due_is_the_upgrade_and_no_failure()
    {
        await using var node = await TestNode.Create(config: "maxNumberOfRestarts = 0\nstopDelaySeconds = 600\n");
        node.Network.Upgrade("v0.2.0", 5, 30);
        await node.Prepare("v0.2.0");
        var visor = node.Run();
        await visor.WaitForLine("stopDelaySeconds");

        node.Signal(Native.SigTerm);

        await node.Ready("v0.2.0");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        await node.StopCleanly(visor);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_upgrade_that_was_due_when_visor_was_stopped_goes_on_with_the_new_release_alone(bool prepared)
    {
        await using var node = await TestNode.Create(withDataNode: true);
        node.Network.Upgrade("v0.2.0", 5, 30);
        if (prepared)
            await node.Prepare("v0.2.0");
        node.Write("hold", "");
        var first = node.Run();
        await node.WaitForStatus(s => s.Upgrade?.State is "held" or "due", "due");
        await node.StopCleanly(first);

        var second = node.Run();
        await node.WaitForStatus(s => s.Visor.Pid == second.Pid && s.Upgrade?.State is "held" or "due" && s.Node is { Core: null, DataNode: null }, "waits with nothing running");
        File.Delete(node.In("hold"));
        if (!prepared)
            await node.Prepare("v0.2.0");
        await node.Ready("v0.2.0");

        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        node.Ledger.All("start")[1].Flag.ShouldBe("30");
        await node.StopCleanly(second);
    }
}
