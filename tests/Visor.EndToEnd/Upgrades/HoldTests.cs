using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Upgrades;

public sealed class HoldTests
{
    [Fact]
    public async Task A_held_upgrade_waits_and_goes_on_at_once_when_the_hold_is_removed()
    {
        await using var node = await TestNode.Create();
        node.Network.Upgrade("v0.2.0", 5, 30);
        await node.Prepare("v0.2.0");
        node.Write("hold", "the notes of the release say wait\n");
        var visor = node.Run();

        (await node.WaitForUpgrade("v0.2.0", "held")).ShouldContain("the notes of the release say wait");
        (await visor.WaitForLine("due but on hold")).ShouldContain("the notes of the release say wait");
        node.Ledger.Lines.ShouldNotContain(l => l.IsEnd || l.Event == "sigterm");

        File.Delete(node.In("hold"));
        await node.Ready("v0.2.0");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_hold_that_is_a_link_to_nowhere_holds_like_any_other()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilHeld("v0.2.0", held => File.CreateSymbolicLink(held.In("hold"), "nowhere"));

        File.Delete(node.In("hold"));
        await node.Ready("v0.2.0");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task Under_a_hold_a_core_that_ends_is_not_started_again()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilHeld("v0.2.0", held => held.Write("hold", ""));

        node.Signal(Native.SigKill);
        await node.WaitForStatus(s => s.Node.Core is null, "no core");
        node.Current.ShouldBe("genesis");

        File.Delete(node.In("hold"));
        await node.Ready("v0.2.0");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        await node.StopCleanly(visor);
    }
}
