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
    [InlineData("stopping")]
    [InlineData("stopped")]
    [InlineData("activated")]
    public async Task Whoever_comes_after_a_killed_visor_never_starts_the_old_release_again_and_never_a_second_node(string checkpoint)
    {
        await using var node = await TestNode.Create(withDataNode: true);
        node.Network.Upgrade("v0.2.0", 5, 30);
        await node.Prepare("v0.2.0");
        var killed = node.Run();
        await Eventually.See(() => HasReached(node, checkpoint) ? node : null, node.Everything);
        await killed.Kill();

        var next = node.Run();
        await EndsOrIsReady(node, next);
        if (next.HasExited)
            (await next.WaitForExit()).ShouldBeOneOf(75, 78);

        // What lived on is ended by hand; then the same again.
        killed.Mark.KillBearers();
        var last = next.HasExited ? node.Run() : next;
        await EndsOrIsReady(node, last);
        if (last.HasExited)
            (await last.WaitForExit()).ShouldBe(78);
        else
            (await last.Terminate()).ShouldBe(0);

        node.Ledger.All("start", TestNode.Genesis).ShouldHaveSingleItem();
        node.Ledger.Disasters.ShouldBeEmpty();
        ProcessSets.Of(node.Ledger).ShouldNotOverlap();
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

    private static Task<TestProcess> EndsOrIsReady(TestNode node, TestProcess visor) => Eventually.See(
        () => visor.HasExited || (node.Status is { } status && status.Visor.Pid == visor.Pid && status.IsReady("v0.2.0")) ? visor : null,
        node.Everything);

    private static bool HasReached(TestNode node, string checkpoint)
    {
        var journal = node.In(".visor", "journal.jsonl");
        return File.Exists(journal) && File.ReadAllText(journal).Contains($"\"type\":\"{checkpoint}\"", StringComparison.Ordinal);
    }
}
