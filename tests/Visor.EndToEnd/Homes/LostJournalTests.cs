using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Homes;

public sealed class LostJournalTests
{
    [Fact]
    public async Task An_empty_journal_and_no_link_do_not_lead_back_to_genesis()
    {
        await using var node = await TestNode.Create();
        await node.StopCleanly(await node.RunUntilReady());
        node.Write(".visor/journal.jsonl", "");
        File.Delete(node.In("current"));

        var next = node.Run();

        (await next.WaitForExit()).ShouldBe(78, next.Output);
        next.Output.ShouldContain("journal.jsonl is empty");
        next.Output.ShouldNotContain("   at ");
        node.Current.ShouldBeNull();
        node.ShouldHaveStarted(TestNode.Genesis);
    }

    [Fact]
    public async Task A_visor_whose_own_folder_has_gone_keeps_the_node_up_and_upgrades_no_more()
    {
        await using var node = await TestNode.Create();
        await node.Prepare("v0.2.0");
        var visor = await node.RunUntilReady();
        node.Network.UpgradeIn(150, "v0.2.0");
        await node.WaitForUpgrade("v0.2.0", "staged");

        Directory.Move(node.In(".visor"), node.In("..", "gone"));

        (await visor.WaitForLine("upgrades are blocked until it is writable")).ShouldContain("removed or replaced");
        await node.Ledger.WaitFor("ready");

        var second = node.Run();
        (await second.WaitForExit()).ShouldBe(75, second.Output);
        second.Output.ShouldContain($"pid {node.Ledger.All("start")[0].Pid}");

        node.Ledger.Lines.ShouldNotContain(l => l.IsEnd || l.Event == "sigterm");
        node.Current.ShouldBe("genesis");
        await node.StopCleanly(visor);
        node.ShouldHaveStarted(TestNode.Genesis);
    }
}
