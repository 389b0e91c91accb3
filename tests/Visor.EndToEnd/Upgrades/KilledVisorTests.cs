using System.Globalization;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Upgrades;

/// <summary>A Visor that is killed on the way through an upgrade, at whatever point it has reached.</summary>
public sealed class KilledVisorTests
{
    [Theory]
    [InlineData("due")]
    [InlineData("switching")]
    [InlineData("stopped")]
    [InlineData("activated")]
    [Trait("Emulated", "arm64")]
    public async Task The_next_visor_finishes_the_upgrade_of_a_killed_one(string reached)
    {
        await using var node = await KilledAt(reached);

        var next = node.Run();
        await node.Ready("v0.2.0");

        // Killed between the starts of core and data node it leaves half a set, which is started anew.
        node.Ledger.All("start", TestNode.Genesis).ShouldHaveSingleItem();
        node.Ledger.All("start", "v0.2.0").Count.ShouldBeInRange(1, 2);
        node.Ledger.All("start", "v0.2.0").ShouldAllBe(start => start.Flag == "30");
        await node.StopCleanly(next);
    }

    [Theory]
    [InlineData("due")]
    [InlineData("switching")]
    [InlineData("stopped")]
    [InlineData("activated")]
    public async Task The_next_visor_finishes_the_upgrade_after_the_whole_machine_has_gone(string reached)
    {
        await using var node = await KilledAt(reached, killed => killed.Mark.KillBearers());

        var next = node.Run();
        await node.Ready("v0.2.0");

        node.Ledger.All("start", TestNode.Genesis).ShouldHaveSingleItem();
        node.Ledger.All("start", "v0.2.0").ShouldAllBe(start => start.Flag == "30");
        await node.StopCleanly(next);
    }

    [Fact]
    public async Task A_decided_switch_waits_for_a_release_that_has_gone_meanwhile()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        node.Network.Upgrade("v0.2.0", 5, 30);
        await node.Prepare("v0.2.0");
        var killed = node.RunWithFault("link:hang:1"); // Everything is journalled and stopped, and current is not replaced yet.
        await Eventually.See(() => File.Exists(node.FaultMark) ? node : null, node.Everything);
        await killed.Kill();
        killed.Mark.KillBearers();
        Directory.Move(node.In("v0.2.0"), node.In("away"));

        var next = node.Run();
        await next.WaitForLine("cannot be switched to v0.2.0");
        node.Current.ShouldBe("genesis");
        Directory.Move(node.In("away"), node.In("v0.2.0"));

        await node.Ready("v0.2.0");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        await node.StopCleanly(next);
    }

    [Fact]
    public async Task A_history_that_ends_before_the_last_upgrade_is_not_replayed_by_the_new_release()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        node.Network.Upgrade("v0.2.0", 5, 30);
        await node.Prepare("v0.2.0");
        var killed = node.Run();
        await node.Ready("v0.2.0");
        await killed.Kill();
        killed.Mark.KillBearers();
        await File.WriteAllTextAsync(
            Path.Combine(node.NodeHome, "datanode-state.json"), """{"height":20,"toHeight":20}""", TestContext.Current.CancellationToken);

        var next = node.Run();

        (await next.WaitForExit()).ShouldBe(78);
        next.Output.ShouldContain("ends at block 20, before the last upgrade at block 30");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
    }

    [Fact]
    public async Task After_a_killed_visor_and_a_dead_node_the_core_starts_from_the_latest_segment()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        var killed = await node.RunUntilReady();
        var enough = node.Network.Height + 10;
        await Eventually.See(() => node.Network.Height > enough ? node : null, node.Everything);
        await killed.Kill();
        killed.Mark.KillBearers();

        var next = node.Run();
        await node.ReadyAfterStarts(2);

        var segment = node.Ledger.All("history", role: "datanode").ShouldHaveSingleItem().Height;
        segment.ShouldBeGreaterThan(0);
        node.Ledger.All("start")[1].Flag.ShouldBe(segment.ToString(CultureInfo.InvariantCulture));
        await node.StopCleanly(next);
    }

    private static async Task<TestNode> KilledAt(string reached, Action<TestProcess>? then = null)
    {
        var node = await TestNode.Create(withDataNode: true);
        node.Network.Upgrade("v0.2.0", 5, 30);
        await node.Prepare("v0.2.0");
        var killed = node.Run();
        await Eventually.See(() => node.Journal.Contains($"\"type\":\"{reached}\"", StringComparison.Ordinal) ? node : null, node.Everything);
        await killed.Kill();
        then?.Invoke(killed);
        return node;
    }
}
