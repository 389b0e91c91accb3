using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.SystemFaults;

public sealed class FullDiskTests
{
    private const string InMemory = "tmpfs";
    private const string InFile = "ext4";
    private const string ManyRestarts = "maxNumberOfRestarts = 100\n";

    [Theory]
    [InlineData(InMemory)]
    [InlineData(InFile)]
    public async Task On_a_full_disk_an_upgrade_waits_while_the_node_runs_and_is_made_when_there_is_room(string kind)
    {
        await using var disk = await Small(kind);
        await using var node = await TestNode.CreateOn(disk, config: ManyRestarts);
        await node.Prepare("v0.2.0");
        var visor = await node.RunUntilReady();
        var starts = await JournalPage.Fill(node, visor);

        await disk.Fill();
        node.Network.UpgradeIn(blocks: 40, "v0.2.0");
        await JournalIsSaidToBeFull(visor);
        await node.Ledger.WaitFor("ready", TestNode.Genesis);
        node.Ledger.All("start").Count.ShouldBe(starts);
        node.Living("core").ShouldHaveSingleItem();

        disk.MakeRoom();
        await node.Ready("v0.2.0");
        node.Ledger.All("start").Count.ShouldBe(starts + 1);
        await node.WaitForStatus(s => s.Journal is null, "a journal that can be written");
        await node.StopCleanly(visor);
    }

    [Theory]
    [InlineData(InMemory)]
    [InlineData(InFile)]
    public async Task On_a_full_disk_a_core_that_dies_is_restarted_with_the_same_release(string kind)
    {
        await using var disk = await Small(kind);
        await using var node = await TestNode.CreateOn(disk, config: ManyRestarts);
        var visor = await node.RunUntilReady();
        var starts = await JournalPage.Fill(node, visor);

        await disk.Fill();
        node.Signal(Native.SigKill);
        var last = await Eventually.See(() => node.Ledger.All("start").ElementAtOrDefault(starts), node.Everything);
        await node.Ledger.WaitFor(l => l.Is("block-after-start") && l.Pid == last.Pid, "a block of the core that was started again");

        await JournalIsSaidToBeFull(visor);
        node.Ledger.All("start", TestNode.Genesis).Count.ShouldBe(starts + 1);
        disk.MakeRoom();
        await node.WaitForStatus(s => s.Journal is null && s.Node.Core?.Pid == last.Pid, "a journal that can be written");
        await node.StopCleanly(visor);
    }

    [Theory]
    [InlineData(InMemory)]
    [InlineData(InFile)]
    public async Task Where_no_more_files_can_be_made_an_upgrade_is_not_ready_and_is_made_when_there_are_some(string kind)
    {
        await using var disk = await Small(kind);
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

    [Theory]
    [InlineData(InMemory)]
    [InlineData(InFile)]
    public async Task Where_no_more_files_can_be_made_a_core_that_dies_is_restarted(string kind)
    {
        await using var disk = await Small(kind);
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

    // By the log: where not even the status can be written, it shows old news.
    private static async Task JournalIsSaidToBeFull(TestProcess visor) =>
        (await visor.WaitForLine("Cannot write the journal: upgrades are blocked until it is writable again; the node keeps running")).ShouldContain("No space left");

    private static Task<SmallDisk> Small(string kind) => kind is InFile ? SmallDisk.MountExt4("4M", files: 100) : SmallDisk.Mount("size=256k,nr_inodes=100");
}
