using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.SystemFaults;

public sealed class FullDiskTests
{
    private const string ManyRestarts = "maxNumberOfRestarts = 100\n";

    [Fact]
    public async Task On_a_full_disk_an_upgrade_waits_while_the_node_runs_and_is_made_when_there_is_room()
    {
        await using var disk = await SmallDisk.Mount("size=256k,nr_inodes=100");
        await using var node = await TestNode.CreateOn(disk, config: ManyRestarts);
        await node.Prepare("v0.2.0");
        var visor = await node.RunUntilReady();
        var starts = await JournalPage.Fill(node, visor);

        disk.Fill();
        node.Network.UpgradeIn(blocks: 40, "v0.2.0");
        (await node.WaitForStatus(s => s.Journal is not null, "a journal that cannot be written")).Journal!.ShouldContain("No space left");
        await visor.WaitForLine("The journal cannot be written, so no upgrade goes on until it can; the node runs on");
        node.Ledger.All("start").Count.ShouldBe(starts);
        node.Status!.Node.Core.ShouldNotBeNull();

        disk.MakeRoom();
        await node.Ready("v0.2.0");
        node.Ledger.All("start").Count.ShouldBe(starts + 1);
        await node.WaitForStatus(s => s.Journal is null, "a journal that can be written");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task On_a_full_disk_a_core_that_dies_is_restarted_with_the_same_release()
    {
        await using var disk = await SmallDisk.Mount("size=256k,nr_inodes=100");
        await using var node = await TestNode.CreateOn(disk, config: ManyRestarts);
        var visor = await node.RunUntilReady();
        var starts = await JournalPage.Fill(node, visor);

        disk.Fill();
        node.Signal(Native.SigKill);
        await node.ReadyAfterStarts(starts + 1);

        node.Status!.Journal.ShouldNotBeNull().ShouldContain("No space left");
        node.Ledger.All("start", TestNode.Genesis).Count.ShouldBe(starts + 1);
        disk.MakeRoom();
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task Where_no_more_files_can_be_made_an_upgrade_is_not_ready_and_is_made_when_there_are_some()
    {
        await using var disk = await SmallDisk.Mount("size=1m,nr_inodes=100");
        await using var node = await TestNode.CreateOn(disk);
        await node.Prepare("v0.2.0");
        var visor = await node.RunUntilReady();

        disk.TakeEveryFile();
        node.Network.UpgradeIn(blocks: 40, "v0.2.0");
        (await visor.WaitForLine("NOT READY")).ShouldContain("No space left");
        await node.WaitForStatus(
            s => s.HasUpgrade("v0.2.0", "due") && s.Upgrade!.Reason?.Contains("No space left", StringComparison.Ordinal) == true,
            "an upgrade that is due and why it waits");
        node.ShouldHaveStarted(TestNode.Genesis);
        node.Ledger.Lines.ShouldNotContain(l => l.IsEnd || l.Event == "sigterm");

        disk.MakeRoom();
        await node.Ready("v0.2.0");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task Where_no_more_files_can_be_made_a_core_that_dies_is_restarted()
    {
        await using var disk = await SmallDisk.Mount("size=1m,nr_inodes=100");
        await using var node = await TestNode.CreateOn(disk);
        var visor = await node.RunUntilReady();

        disk.TakeEveryFile();
        node.Signal(Native.SigKill);
        await node.ReadyAfterStarts(2);

        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_home_on_a_disk_that_is_full_from_the_beginning_is_refused_in_one_sentence()
    {
        await using var disk = await SmallDisk.Mount("size=1m,nr_inodes=100");
        await using var node = await TestNode.CreateOn(disk);
        disk.TakeEveryFile();

        var visor = node.Run();

        (await visor.WaitForExit()).ShouldBe(78);
        visor.Lines.Count.ShouldBe(1, visor.Output);
        visor.Output.ShouldContain("No space left");
    }
}
