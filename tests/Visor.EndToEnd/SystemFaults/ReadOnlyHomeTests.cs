using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Recovery;
using Xunit;

namespace Visor.EndToEnd.SystemFaults;

public sealed class ReadOnlyHomeTests
{
    [Fact]
    public async Task In_a_home_that_became_read_only_an_upgrade_waits_while_the_node_runs_and_is_made_when_it_is_writable()
    {
        await using var disk = await SmallDisk.Mount("size=1m");
        await using var node = await TestNode.CreateOn(disk);
        await node.Prepare("v0.2.0");
        var visor = await node.RunUntilReady();

        await disk.MakeReadOnly();
        node.Network.UpgradeIn(blocks: 40, "v0.2.0");
        (await visor.WaitForLine("NOT READY")).ShouldContain("Read-only file system");
        node.ShouldHaveStarted(TestNode.Genesis);

        await disk.MakeWritable();
        await node.Ready("v0.2.0");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task In_a_home_that_became_read_only_a_core_that_dies_is_restarted()
    {
        await using var disk = await SmallDisk.Mount("size=1m");
        await using var node = await TestNode.CreateOn(disk);
        var visor = await node.RunUntilReady();

        await disk.MakeReadOnly();
        node.Signal(Native.SigKill);
        await node.Ledger.WaitFor(_ => node.Ledger.All("start").Count == 2, "a restart");

        node.Ledger.All("start")[1].Release.ShouldBe(TestNode.Genesis);
        await disk.MakeWritable();
        await node.ReadyAfterStarts(2);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_home_that_is_read_only_from_the_beginning_is_refused_in_one_sentence()
    {
        await using var disk = await SmallDisk.Mount("size=1m");
        await using var node = await TestNode.CreateOn(disk);
        await disk.MakeReadOnly();

        var visor = node.Run();

        (await visor.WaitForExit()).ShouldBe(78);
        visor.Lines.Count.ShouldBe(1, visor.Output);
        visor.Output.ShouldContain("Read-only file system");
        visor.Output.ShouldContain("mount -o remount,rw");
    }

    [Fact]
    public async Task A_home_that_has_run_and_is_read_only_now_is_refused_in_one_sentence()
    {
        await using var disk = await SmallDisk.Mount("size=1m");
        await using var node = await TestNode.CreateOn(disk);
        await node.StopCleanly(await node.RunUntilReady());
        await disk.MakeReadOnly();

        var visor = node.Run();

        (await visor.WaitForExit()).ShouldBe(78);
        visor.Lines.Count.ShouldBe(1, visor.Output);
        visor.Output.ShouldContain("Read-only file system");
        node.ShouldHaveStarted(TestNode.Genesis);

        await Contradictions.Type(visor.Output.Split("as root: ")[1]);
        var next = node.Run();
        await node.ReadyAfterStarts(2);
        await node.StopCleanly(next);
    }
}
