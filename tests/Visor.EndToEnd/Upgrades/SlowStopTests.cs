using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Upgrades;

/// <summary>The new release starts when the last of the old one has ended, however long that takes.</summary>
public sealed class SlowStopTests
{
    [Theory]
    [InlineData("slow-stop=1500")]
    [InlineData("datanode:slow-stop=1500")]
    [InlineData("ignore-sigterm")]
    [InlineData("datanode:ignore-sigterm")]
    [InlineData("stubborn-child=600000")]
    public async Task The_new_release_waits_for_the_end_of_the_old_one(string misbehaviour)
    {
        await using var node = await TestNode.Create(withDataNode: true, config: "stopSignalTimeoutSeconds = 2\n", misbehaviours: misbehaviour);
        node.Network.Upgrade("v0.2.0", 5, 30);
        await node.Prepare("v0.2.0");

        var visor = node.Run();
        await node.Ready("v0.2.0");

        foreach (var child in node.Ledger.All("child", TestNode.Genesis))
            Directory.Exists($"/proc/{child.Detail}").ShouldBeFalse();
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task The_old_release_is_stopped_after_the_delay_the_operator_wants()
    {
        await using var node = await TestNode.Create(config: "stopDelaySeconds = 1\n");
        node.Network.Upgrade("v0.2.0", 5, 30);
        await node.Prepare("v0.2.0");

        var visor = node.Run();
        await node.Ready("v0.2.0");

        var ready = node.Ledger.All("ready").ShouldHaveSingleItem();
        var told = node.Ledger.All("sigterm").ShouldHaveSingleItem();
        (told.MonotonicNs - ready.MonotonicNs).ShouldBeGreaterThan(1_000_000_000);
        await node.StopCleanly(visor);
    }
}
