using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Recovery;

/// <summary>SIGUSR2: Visor ends and leaves the node to the next one, which may be another binary.</summary>
public sealed class HandoverTests
{
    private const int HandedOver = 76;

    [Fact]
    [Trait("Emulated", "arm64")]
    public async Task A_handover_leaves_the_node_alone_and_the_next_visor_adopts_and_upgrades_it()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        await node.Prepare("v0.2.0");
        var first = await node.RunUntilReady();

        first.Signal(Native.SigUsr2);
        (await first.WaitForExitAlone()).ShouldBe(HandedOver, first.Output);
        node.Status!.Visor.Running.ShouldBeFalse();
        node.Status.Node.State.ShouldBe("ready");
        node.Journal.ShouldContain("\"type\":\"handedOver\"");
        (await node.Do("status")).Output.ShouldContain("Visor handed the node over and exited, and the core (pid ");

        var next = await node.RunUntilAdopted();
        node.Network.UpgradeIn(20, "v0.2.0");
        await node.Ready("v0.2.0");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        await node.StopCleanly(next);
    }

    [Fact]
    public async Task A_handover_is_refused_while_the_next_visor_would_not_start_with_the_configuration()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();
        node.Configure("maxNumberOfRestarts = 'many'\n");
        await node.WaitForStatus(s => !s.Configuration.Valid, "a configuration with an error");

        visor.Signal(Native.SigUsr2);
        await visor.WaitForLine("Not handing over");

        node.Configure("");
        await node.WaitForStatus(s => s.Configuration.Valid, "a configuration without an error");
        visor.Signal(Native.SigUsr2);
        (await visor.WaitForExitAlone()).ShouldBe(HandedOver, visor.Output);
        await node.StopCleanly(await node.RunUntilAdopted());
    }

    [Fact]
    public async Task A_handover_during_a_start_waits_until_the_whole_set_runs()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        node.Misbehave("slow-start=2000");
        var first = node.Run();
        await Eventually.See(() => node.Journal.Contains("\"type\":\"intent\"", StringComparison.Ordinal) ? node : null, node.Everything);

        first.Signal(Native.SigUsr2);
        (await first.WaitForExitAlone()).ShouldBe(HandedOver, first.Output);

        var next = await node.RunUntilAdopted();
        node.ShouldHaveStarted(TestNode.Genesis);
        node.Ledger.All("start", role: "datanode").ShouldHaveSingleItem();
        await node.StopCleanly(next);
    }

    [Fact]
    public async Task A_handover_in_the_middle_of_a_switch_waits_until_the_new_release_runs()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        node.Misbehave("datanode:slow-stop=1500");
        node.Network.Upgrade("v0.2.0", 5, 30);
        await node.Prepare("v0.2.0");
        var first = node.Run();
        await node.Ledger.WaitFor("sigterm");

        first.Signal(Native.SigUsr2);
        (await first.WaitForExitAlone()).ShouldBe(HandedOver, first.Output);
        node.Current.ShouldBe("v0.2.0");

        var next = await node.RunUntilAdopted();
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        await node.StopCleanly(next);
    }

    [Fact]
    public async Task A_handover_while_a_due_upgrade_is_held_keeps_it_held_and_the_old_release_up()
    {
        await using var node = await TestNode.Create();
        var first = await node.RunUntilHeld("v0.2.0", held => held.Write("hold", "not tonight"));

        first.Signal(Native.SigUsr2);
        (await first.WaitForExitAlone()).ShouldBe(HandedOver, first.Output);
        var next = node.Run();
        await node.WaitForStatus(s => s.Visor.Pid == next.Pid && s.HasUpgrade("v0.2.0", "held"), "held by the next Visor");
        node.Ledger.Lines.ShouldNotContain(l => l.IsEnd || l.Event == "sigterm");

        File.Delete(node.In("hold"));
        await node.Ready("v0.2.0");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        await node.StopCleanly(next);
    }
}
