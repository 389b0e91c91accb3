using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Recovery;
using Xunit;

namespace Visor.EndToEnd.SystemFaults;

public sealed class FailingSyncTests
{
    [Fact]
    public async Task While_the_disk_does_not_keep_the_journal_an_upgrade_waits_and_the_node_runs()
    {
        await using var node = await TestNode.Create();
        await node.Prepare("v0.2.0");
        var visor = await node.RunUntilReady();

        await using (await Strace.Inject(visor, "fsync", "error=EIO"))
        {
            node.Network.UpgradeIn(blocks: 40, "v0.2.0");
            (await node.WaitForStatus(s => s.Journal is not null, "a journal that cannot be written")).Journal!.ShouldContain("Input/output error");
            await visor.WaitForLine("Cannot write the journal: upgrades are blocked until it is writable again; the node keeps running");
            node.ShouldHaveStarted(TestNode.Genesis);
            node.Ledger.Lines.ShouldNotContain(l => l.IsEnd || l.Event == "sigterm");
        }

        await node.Ready("v0.2.0");
        await visor.WaitForLine("The journal is writable again");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task While_the_disk_does_not_keep_the_journal_a_core_that_dies_is_restarted_with_the_same_release()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();

        await using (await Strace.Inject(visor, "fsync", "error=EIO"))
        {
            node.Signal(Native.SigKill);
            await node.ReadyAfterStarts(2);
            node.Status!.Journal.ShouldNotBeNull().ShouldContain("Input/output error");
        }

        await node.StopCleanly(visor);
        await node.StopCleanly(await Again(node));
        node.ShouldHaveStarted(TestNode.Genesis, TestNode.Genesis, TestNode.Genesis);
    }

    [Fact]
    public async Task A_core_that_dies_when_its_upgrade_is_due_and_cannot_be_journalled_is_not_started_again()
    {
        await using var node = await TestNode.Create();
        await node.Prepare("v0.2.0");
        var visor = await node.RunUntilReady();

        await using (await Strace.Inject(visor, "fsync", "error=EIO"))
        {
            node.Network.UpgradeIn(blocks: 40, "v0.2.0");
            await node.WaitForUpgrade("v0.2.0", "due");
            node.Signal(Native.SigKill);
            await node.WaitForStatus(s => s.Node.Core is null, "a node that is down");
        }

        await node.Ready("v0.2.0");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_due_upgrade_that_could_not_be_noted_is_the_last_word_of_a_Visor_that_is_stopped()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();

        string told;
        await using (await Strace.Inject(visor, "fsync", "error=EIO"))
        {
            node.Network.UpgradeIn(blocks: 20, "v0.2.0");
            await node.WaitForUpgrade("v0.2.0", "due");
            visor.Signal(Native.SigTerm);
            told = await visor.WaitForLine("before you start Visor again");
        }

        (await visor.WaitForExit()).ShouldBe(78, visor.Output);
        TestNode.NothingLives(visor);

        await node.Prepare("v0.2.0");
        await Contradictions.Type(told[told.IndexOf("visor switch", StringComparison.Ordinal)..]);
        var next = node.Run();
        await node.Ready("v0.2.0");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        await node.StopCleanly(next);
    }

    private static async Task<TestProcess> Again(TestNode node)
    {
        var visor = node.Run();
        await node.ReadyAfterStarts(3);
        return visor;
    }
}
