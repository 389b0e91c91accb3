using System.Globalization;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Stopping;

/// <summary><c>visor stop</c> succeeds only when nothing of the node lives, whoever ran it and whatever is broken.</summary>
public sealed class StopCommandTests
{
    private const int Busy = 75;

    [Fact]
    public async Task A_running_visor_is_asked_to_stop_and_has_ended_when_the_command_ends()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        var visor = await node.RunUntilReady();

        var (code, output) = await node.Do("stop");

        code.ShouldBe(0, output);
        output.ShouldContain($"Visor (pid {visor.Pid}) runs {node.Home}; asked it to stop");
        output.ShouldEndWith($"The node in {node.Home} is stopped; nothing is running.");
        (await visor.WaitForExit()).ShouldBe(0);
        TestNode.NothingLives(visor);
        node.Ledger.All("stopped").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Without_a_visor_the_core_and_the_data_node_are_stopped_and_the_next_start_is_as_after_any_stop()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        var killed = await node.RunUntilReady();
        await killed.Kill();

        var (code, output) = await node.Do("stop");

        code.ShouldBe(0, output);
        output.ShouldContain($"The core (pid {node.Ledger.All("start")[0].Pid}) has stopped: ");
        output.ShouldContain($"The data node (pid {node.Ledger.All("start", role: "datanode")[0].Pid}) has stopped: ");
        (await node.Do("status")).Output.ShouldStartWith("status     STOPPED: ");
        (await node.Do("history")).Output.ShouldContain("stopped v0.1.0 on request");
        output.ShouldEndWith($"The node in {node.Home} is stopped; nothing is running.");
        TestNode.NothingLives(killed);
        node.Ledger.All("stopped").ShouldHaveSingleItem();
        node.Ledger.All("stopped", role: "datanode").ShouldHaveSingleItem();

        var next = node.Run();
        await node.ReadyAfterStarts(2);
        node.Ledger.All("start")[1].Flag.ShouldBeNull();
        await node.StopCleanly(next);
    }

    [Fact]
    public async Task A_core_that_ignores_SIGTERM_is_killed_after_its_grace_period()
    {
        await using var node = await TestNode.Create(config: "stopSignalTimeoutSeconds = 1\n");
        node.Misbehave("ignore-sigterm");
        var killed = await node.RunUntilReady();
        await killed.Kill();

        var (code, output) = await node.Do("stop");

        code.ShouldBe(0, output);
        output.ShouldContain("did not stop in 1 s");
        node.Ledger.All("sigterm").ShouldHaveSingleItem();
        TestNode.NothingLives(killed);
    }

    [Fact]
    public async Task A_second_SIGINT_kills_and_nothing_less_ends_a_stop_halfway()
    {
        await using var node = await TestNode.Create(config: "stopSignalTimeoutSeconds = 600\n");
        node.Misbehave("ignore-sigterm");
        var killed = await node.RunUntilReady();
        await killed.Kill();
        var stop = node.Start("stop");
        await node.Ledger.WaitFor("sigterm");

        stop.Signal(Native.SigTerm);
        await stop.WaitForLine("Stop continues; a second");
        stop.Signal(Native.SigInt);
        await stop.WaitForLine("press Ctrl-C again");
        stop.HasExited.ShouldBeFalse();
        stop.Signal(Native.SigInt);

        (await stop.WaitForExit()).ShouldBe(0, stop.Output);
        TestNode.NothingLives(killed);
    }

    [Fact]
    public async Task A_second_SIGINT_reaches_the_visor_that_is_waited_for()
    {
        await using var node = await TestNode.Create(config: "stopSignalTimeoutSeconds = 600\n");
        node.Misbehave("ignore-sigterm");
        var visor = await node.RunUntilReady();
        var stop = node.Start("stop");
        await node.Ledger.WaitFor("sigterm");

        stop.Signal(Native.SigInt);
        await stop.WaitForLine("press Ctrl-C again");
        await stop.WaitForLine("Waiting for Visor");
        stop.Signal(Native.SigInt);

        (await stop.WaitForExit()).ShouldBe(0, stop.Output);
        TestNode.NothingLives(visor);
    }

    [Fact]
    public async Task A_core_that_has_become_due_unseen_is_stopped_and_only_the_new_release_follows()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        await (await node.RunUntilReady()).Kill();
        node.Network.UpgradeIn(10, "v0.2.0");
        await node.Ledger.WaitFor("ready");

        var (code, output) = await node.Do("stop");
        code.ShouldBe(0, output);
        output.ShouldContain("the upgrade to v0.2.0 is due");

        await node.Prepare("v0.2.0");
        var next = node.Run();
        await node.Ready("v0.2.0");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        node.Ledger.All("start")[1].Flag.ShouldBe($"{node.Network.UpgradeHeight}");
        await node.StopCleanly(next);
    }

    [Theory]
    [InlineData("config.toml", "config.toml cannot be used")]
    [InlineData("genesis/run-config.toml", "has stopped")]
    [InlineData(".visor/journal.jsonl", "stops whatever holds")]
    public async Task A_file_that_is_broken_does_not_keep_a_node_alive(string file, string told)
    {
        await using var node = await TestNode.Create(withDataNode: true);
        var killed = await node.RunUntilReady();
        await killed.Kill();
        node.Write(file, "[broken\n\n[broken\n");

        var (code, output) = await node.Do("stop");

        code.ShouldBe(0, output);
        output.ShouldContain(told);
        TestNode.NothingLives(killed);
        node.Ledger.All("stopped").ShouldHaveSingleItem();
        node.Ledger.All("stopped", role: "datanode").ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("current")]
    [InlineData(".visor/journal.jsonl")]
    [InlineData("config.toml")]
    public async Task A_file_that_is_missing_does_not_keep_a_node_alive(string file)
    {
        await using var node = await TestNode.Create(withDataNode: true);
        var killed = await node.RunUntilReady();
        await killed.Kill();
        File.Delete(node.In(file));

        var (code, output) = await node.Do("stop");

        code.ShouldBe(0, output);
        TestNode.NothingLives(killed);
        File.Exists(node.In(file)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_dead_node_has_left_behind_is_stopped_too()
    {
        await using var node = await TestNode.Create(config: "stopSignalTimeoutSeconds = 1\n");
        node.Misbehave("stubborn-child=600000");
        var killed = await node.RunUntilReady();
        await killed.Kill();
        node.Signal(Native.SigKill);
        await Eventually.See(() => killed.Mark.Bearers.Count == 1 ? node : null, node.Everything);

        var (code, output) = await node.Do("stop");

        code.ShouldBe(0, output);
        output.ShouldContain($"pid {node.Ledger.All("child")[0].Detail}");
        TestNode.NothingLives(killed);
    }

    [Fact]
    public async Task A_service_manager_that_starts_visor_again_is_noticed()
    {
        await using var node = await TestNode.Create();
        Requirement.Program("flock");
        await node.RunUntilReady();

        // In the place of the next Visor: one that certainly comes in time, however busy the machine.
        await using var next = TestProcess.Start("flock", node.In(".visor", "lock"), "sleep", "600");
        await Eventually.See(() => Waits(next.Pid) ? node : null, () => "somebody who waits for the lock");

        var (code, output) = await node.Do("stop");

        code.ShouldBe(Busy, output);
        output.ShouldContain("another Visor has taken");
        output.ShouldContain("systemctl disable");
        output.ShouldNotContain("nothing is running");
    }

    // proc(5): who waits for a lock stands behind an arrow.
    private static bool Waits(int pid) =>
        File.ReadLines("/proc/locks").Any(l => l.Contains("->", StringComparison.Ordinal) && l.Split(' ').Contains(pid.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal));

    [Fact]
    public async Task Two_stops_at_a_time_both_succeed()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();

        var (one, other) = (node.Start("stop"), node.Start("stop"));

        (await one.WaitForExit()).ShouldBe(0, one.Output);
        (await other.WaitForExit()).ShouldBe(0, other.Output);
        TestNode.NothingLives(visor);
    }

    [Fact]
    public async Task A_home_on_which_nothing_ever_ran_is_left_as_it_is()
    {
        await using var node = await TestNode.Create();

        var (code, output) = await node.Do("stop");

        code.ShouldBe(0, output);
        output.ShouldContain("nothing to stop");
        Directory.Exists(node.In(".visor")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_folder_that_is_no_home_is_not_said_to_have_nothing_that_lives()
    {
        using var folder = new TemporaryFolder();

        var (code, output) = await TestProcess.Run(Programs.Visor, "stop", "--home", folder.Path);

        code.ShouldBe(78, output);
        output.ShouldContain("is not a home folder");
    }

    [Fact]
    public async Task A_stopped_node_can_be_stopped_again()
    {
        await using var node = await TestNode.Create();
        await node.StopCleanly(await node.RunUntilReady());
        var journal = node.Journal;

        var (code, output) = await node.Do("stop");

        code.ShouldBe(0, output);
        output.ShouldBe($"The node in {node.Home} is stopped; nothing is running.");
        node.Journal.ShouldBe(journal);
    }
}
