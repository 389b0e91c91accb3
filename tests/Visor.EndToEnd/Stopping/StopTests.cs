using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Stopping;

public sealed class StopTests
{
    [Theory]
    [InlineData(Native.SigTerm)]
    [InlineData(Native.SigInt)]
    public async Task A_visor_that_is_asked_to_stop_stops_both_processes_gracefully(int signal)
    {
        await using var node = await TestNode.Create(withDataNode: true);
        var visor = await node.RunUntilReady();

        visor.Signal(signal);

        (await visor.WaitForExit()).ShouldBe(0);
        foreach (var role in new[] { "core", "datanode" })
        {
            node.Ledger.All("sigterm", role: role).ShouldHaveSingleItem();
            node.Ledger.All("stopped", role: role).ShouldHaveSingleItem();
        }

        node.Status!.Node.State.ShouldBe("stopped");
        TestNode.NothingLives(visor);
    }

    [Fact]
    public async Task A_node_that_takes_its_time_is_given_it()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        node.Misbehave("slow-stop=1500", "datanode:slow-stop=2000");
        var visor = await node.RunUntilReady();

        await node.StopCleanly(visor);

        node.Ledger.All("stopped").ShouldHaveSingleItem();
        node.Ledger.All("stopped", role: "datanode").ShouldHaveSingleItem();
        visor.Output.ShouldNotContain("SIGKILL");
    }

    [Fact]
    public async Task A_node_that_ignores_SIGTERM_is_killed_after_its_grace_period_and_the_log_says_so()
    {
        await using var node = await TestNode.Create(config: "stopSignalTimeoutSeconds = 1\n");
        node.Misbehave("ignore-sigterm");
        var visor = await node.RunUntilReady();

        await node.StopCleanly(visor);

        node.Ledger.All("sigterm").ShouldHaveSingleItem();
        node.Ledger.All("stopped").ShouldBeEmpty();
        (await visor.WaitForLine("stopSignalTimeoutSeconds")).ShouldContain("SIGKILL");
    }

    [Fact]
    public async Task A_second_SIGINT_kills_at_once()
    {
        await using var node = await TestNode.Create(config: "stopSignalTimeoutSeconds = 600\n");
        node.Misbehave("ignore-sigterm");
        var visor = await node.RunUntilReady();

        visor.Signal(Native.SigInt);
        await node.Ledger.WaitFor("sigterm");
        visor.HasExited.ShouldBeFalse();
        visor.Signal(Native.SigInt);

        await visor.WaitForExit();
        TestNode.NothingLives(visor);
        visor.Lines.ShouldContain(l => l.Contains("second SIGINT", StringComparison.Ordinal) && l.Contains("SIGKILL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_node_that_has_not_answered_yet_is_stopped_like_any_other()
    {
        await using var node = await TestNode.Create();
        node.Misbehave("hang-rpc");
        var visor = node.Run();
        await node.Ledger.WaitFor("rpc-open");

        await node.StopCleanly(visor);

        node.Ledger.All("stopped").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_visor_that_waits_to_restart_its_node_can_be_stopped()
    {
        await using var node = await TestNode.Create();
        node.Write("config.toml", "restartsDelaySeconds = 600\n");
        node.Misbehave("exit=3@after:300");
        var visor = node.Run();
        await node.WaitForStatus(s => s.Node is { State: "restarting", Core: null }, "waiting");
        await node.Ledger.WaitFor("exit");

        await node.StopCleanly(visor);

        node.ShouldHaveStarted(TestNode.Genesis);
    }
}
