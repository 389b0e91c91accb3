using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.SystemFaults;

public sealed class FrozenVisorTests
{
    [Fact]
    public async Task A_node_runs_on_while_Visor_is_frozen_longer_than_every_limit_of_silence()
    {
        await using var node = await TestNode.Create(config: "rpcTimeoutSeconds = 1\nrpcSilenceSeconds = 2\n");
        node.Network.Upgrade("v0.2.0", 1, 100_000); // So that Visor is nearly always asking something.
        var visor = node.Run();
        await node.WaitForUpgrade("v0.2.0", "notReady");

        visor.Signal(Native.SigStop);
        var height = node.Network.Height;
        await Eventually.See(() => node.Network.Height > height + 80 ? node : null, () => "80 blocks, which are four seconds");
        visor.Signal(Native.SigCont);

        await node.Prepare("v0.2.0");
        await node.WaitForUpgrade("v0.2.0", "staged");
        node.ShouldHaveStarted(TestNode.Genesis);
        visor.Output.ShouldNotContain("has not answered for");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task An_upgrade_that_became_due_while_Visor_was_frozen_is_made_when_it_goes_on()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        await node.Prepare("v0.2.0");
        var visor = await node.RunUntilReady();

        visor.Signal(Native.SigStop);
        node.Network.UpgradeIn(blocks: 20, "v0.2.0");
        await node.Ledger.WaitFor("ready");
        visor.Signal(Native.SigCont);

        await node.Ready("v0.2.0");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        await node.DataNodeFollows();
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_core_that_died_while_Visor_was_frozen_is_restarted_when_it_goes_on()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();

        visor.Signal(Native.SigStop);
        var core = node.Signal(Native.SigKill);
        await Eventually.See(
            () => File.ReadAllText($"/proc/{core}/stat").Contains(") Z ", StringComparison.Ordinal) ? node : null, () => "a zombie");
        visor.Signal(Native.SigCont);

        await node.ReadyAfterStarts(2);
        visor.Output.ShouldContain("killed by SIGKILL");
        await node.StopCleanly(visor);
    }
}
