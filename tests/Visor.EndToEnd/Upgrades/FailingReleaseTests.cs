using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Upgrades;

public sealed class FailingReleaseTests
{
    [Fact]
    public async Task A_new_release_that_keeps_failing_is_given_up_and_never_rolled_back_and_starts_from_the_height_when_mended()
    {
        await using var node = await TestNode.Create(config: "maxNumberOfRestarts = 1\n");
        node.Network.Upgrade("v0.2.0", 5, 30);
        await node.Prepare("v0.2.0", misbehaviours: "always-exit=4");
        var visor = node.Run();

        (await visor.WaitForExit()).ShouldBe(1);
        visor.Output.ShouldContain("exit 4");
        node.Current.ShouldBe("v0.2.0");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0", "v0.2.0");

        await node.Prepare("v0.2.0");
        var next = node.Run();
        await node.ReadyAfterStarts(4, "v0.2.0");

        node.Ledger.All("start", "v0.2.0").Select(l => l.Flag).ShouldAllBe(flag => flag == "30");
        await node.StopCleanly(next);
    }

    [Fact]
    public async Task An_upgrade_gives_the_node_all_its_restarts_again()
    {
        await using var node = await TestNode.Create(config: "maxNumberOfRestarts = 1\nrestartsResetSeconds = 0\n");
        await node.Prepare("v0.2.0");
        var visor = await node.RunUntilReady();
        node.Signal(Native.SigKill);
        await node.ReadyAfterStarts(2);
        node.Network.UpgradeIn(20, "v0.2.0");
        await node.ReadyAfterStarts(3, "v0.2.0");

        node.Signal(Native.SigKill);

        await node.ReadyAfterStarts(4, "v0.2.0");
        await node.StopCleanly(visor);
    }
}
