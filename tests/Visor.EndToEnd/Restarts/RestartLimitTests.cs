using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Restarts;

public sealed class RestartLimitTests
{
    [Fact]
    public async Task A_node_that_keeps_failing_is_given_up_with_a_summary_of_every_failure()
    {
        await using var node = await TestNode.Create(withDataNode: true, config: "maxNumberOfRestarts = 2\n");
        node.Misbehave("no-history", "always-exit=3@after:300");
        var visor = node.Run();

        (await visor.WaitForExit()).ShouldBe(1);

        node.Ledger.All("start").Count.ShouldBe(3);
        node.Ledger.All("exit").Count.ShouldBe(3);
        var summary = visor.Lines.SkipWhile(l => !l.Contains("It failed 3 times", StringComparison.Ordinal)).Skip(1).ToList();
        summary.Count(l => l.Contains("exit 3", StringComparison.Ordinal)).ShouldBe(3, visor.Output);
        visor.Output.ShouldContain("maxNumberOfRestarts");
        node.Status!.Node.State.ShouldBe("failed");
        TestNode.NothingLives(visor);
    }

    [Fact]
    public async Task A_node_says_why_it_is_restarted_while_the_restart_is_waited_for()
    {
        await using var node = await TestNode.Create();
        node.Write("config.toml", "restartsDelaySeconds = 600\n");
        var visor = await node.RunUntilReady();
        node.Signal(Native.SigKill);

        await visor.WaitForLine("Restart 1 after restartsDelaySeconds");
        var status = await node.WaitForStatus(s => s.Node is { State: "restarting", Core: null }, "waiting for the restart");

        status.Node.Reason.ShouldNotBeNull().ShouldContain("exited unexpectedly: ");
        (await node.Do("status")).Output.ShouldContain($"RESTARTING: the node is restarting: {status.Node.Reason}");
        (await node.Do("history")).Output.ShouldContain("restart of v0.1.0 under way: the core (pid ");
        (await visor.Terminate()).ShouldBe(0, visor.Output);
    }

    [Fact]
    public async Task With_a_limit_of_zero_the_first_failure_is_the_last()
    {
        await using var node = await TestNode.Create(config: "maxNumberOfRestarts = 0\n");
        node.Misbehave("always-exit=0@after:300");
        var visor = node.Run();

        (await visor.WaitForExit()).ShouldBe(1);

        node.ShouldHaveStarted(TestNode.Genesis);
        visor.Output.ShouldContain("exit 0");
    }

    [Fact]
    public async Task A_node_that_has_been_ready_for_long_enough_has_all_its_restarts_again()
    {
        await using var node = await TestNode.Create(config: "maxNumberOfRestarts = 1\nrestartsResetSeconds = 1\n");
        var visor = await node.RunUntilReady();
        node.Signal(Native.SigKill);
        await node.ReadyAfterStarts(2);

        // Three seconds of blocks while it is ready: three times as long as it takes.
        var enough = node.Network.Height + 60;
        await Eventually.See(() => node.Network.Height > enough ? node : null, node.Everything);
        node.Signal(Native.SigKill);

        await node.ReadyAfterStarts(3);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_restart_waits_as_long_as_it_is_told_to()
    {
        await using var node = await TestNode.Create(config: "");
        node.Write("config.toml", "restartsDelaySeconds = 2\n");
        node.Misbehave("exit=3@after:300");
        var visor = node.Run();

        await node.ReadyAfterStarts(2);

        var end = node.Ledger.All("exit").ShouldHaveSingleItem();
        TimeSpan.FromMicroseconds((node.Ledger.All("start")[1].MonotonicNs - end.MonotonicNs) / 1000)
            .ShouldBeGreaterThan(TimeSpan.FromSeconds(2));
        await node.StopCleanly(visor);
    }
}
