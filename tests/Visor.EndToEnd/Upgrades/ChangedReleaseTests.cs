using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Hooks;
using Xunit;

namespace Visor.EndToEnd.Upgrades;

/// <summary>A release that was ready and is another one, or none, when it is due.</summary>
public sealed class ChangedReleaseTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_binary_that_was_replaced_by_one_of_the_same_size_and_time_is_not_run(bool inPlace)
    {
        await using var node = await TestNode.Create();
        await node.Prepare("v0.2.0");
        var other = await node.Network.Install(node.In("..", "other"), "v0.9.0");
        var visor = await Staged(node);

        var binary = node.In("v0.2.0", "vega");
        new FileInfo(other).Length.ShouldBe(new FileInfo(binary).Length);
        var time = File.GetLastWriteTimeUtc(binary);
        File.SetLastWriteTimeUtc(other, time);
        if (inPlace)
            await File.WriteAllBytesAsync(binary, await File.ReadAllBytesAsync(other, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        else
            File.Move(other, binary, overwrite: true);
        File.SetLastWriteTimeUtc(binary, time);

        await DueFor(node, "v0.9.0");
        (await visor.WaitForLine("NOT READY")).ShouldContain("says it is v0.9.0, but v0.2.0 is needed");
        await Mended(node, visor);
    }

    [Fact]
    public async Task A_release_folder_that_has_gone_is_missed_and_the_old_node_stays_up_until_it_is_back()
    {
        await using var node = await TestNode.Create();
        await node.Prepare("v0.2.0");
        var visor = await Staged(node);

        Directory.Delete(node.In("v0.2.0"), recursive: true);

        await DueFor(node, "does not exist");
        (await visor.WaitForLine("NOT READY")).ShouldContain(node.In("v0.2.0"));
        visor.Output.ShouldNotContain("   at ");
        await Mended(node, visor);
    }

    [Fact]
    public async Task A_binary_that_goes_during_the_delay_before_the_stop_keeps_the_old_node_up_until_it_is_back()
    {
        await using var node = await TestNode.Create();
        node.Configure("stopDelaySeconds = 5\n");
        await node.Prepare("v0.2.0");
        var visor = await Staged(node);
        await visor.WaitForLine("The old release will be stopped in 5 s");

        File.Delete(node.In("v0.2.0", "vega"));

        await DueFor(node, "does not exist");
        await Mended(node, visor);
    }

    [Theory]
    [InlineData("rm vega", "does not exist")]
    [InlineData("echo 'oops =' >>run-config.toml", "run-config.toml:")]
    [InlineData("sed s/v0.2.0/v0.9.9/ vega >other; chmod +x other; mv other vega", "says it is v0.9.9, but v0.2.0 is needed")]
    public async Task A_release_that_changes_while_the_operators_hook_runs_keeps_the_old_node_up_until_it_is_right(string change, string reason)
    {
        await using var node = await TestNode.Create();
        var hooked = new HookedNode(node);
        node.Configure("[hooks]\n" + hooked.Hook("beforeUpgrade", $"cd \"$VISOR_FOLDER\"; test -e ../changed || {{ touch ../changed; {change}; }}"));
        await node.Prepare("v0.2.0");
        var visor = await Staged(node);

        await DueFor(node, reason);
        (await visor.WaitForLine("NOT READY")).ShouldContain(reason);
        await Mended(node, visor);
    }

    [Fact]
    public async Task What_a_wrapper_starts_is_asked_again_right_before_the_old_node_is_stopped()
    {
        await using var node = await TestNode.Create();
        await node.Prepare("v0.2.0");
        var inner = node.In("..", "inner");
        await node.Network.Install(inner, "v0.2.0");
        node.Write("v0.2.0/vega", $"#!/bin/sh\nexec '{inner}/vega' \"$@\"\n");
        var visor = await Staged(node);

        File.Move(await node.Network.Install(node.In("..", "other"), "v0.9.0"), Path.Combine(inner, "vega"), overwrite: true);

        await DueFor(node, "says it is v0.9.0, but v0.2.0 is needed");
        await Mended(node, visor);
    }

    private static async Task<TestProcess> Staged(TestNode node)
    {
        var visor = await node.RunUntilReady();
        node.Network.UpgradeIn(100, "v0.2.0");
        await node.WaitForUpgrade("v0.2.0", "staged");
        return visor;
    }

    private static async Task DueFor(TestNode node, string reason)
    {
        await node.WaitForStatus(s => s.HasUpgrade("v0.2.0", "due") && s.Upgrade!.Reason?.Contains(reason, StringComparison.Ordinal) is true, reason);
        node.ShouldHaveStarted(TestNode.Genesis);
        node.Ledger.Lines.ShouldNotContain(l => l.IsEnd || l.Event == "sigterm");
    }

    private static async Task Mended(TestNode node, TestProcess visor)
    {
        await node.Prepare("v0.2.0");
        await node.Ready("v0.2.0");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        await node.StopCleanly(visor);
    }
}
