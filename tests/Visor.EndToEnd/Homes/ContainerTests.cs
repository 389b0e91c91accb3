using System.Globalization;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Homes;

/// <summary>Visor as the first process of a container: process ids of its own, in which it is 1.</summary>
public sealed class ContainerTests
{
    private static readonly string[] Engine = ["--pid", "--fork", "--mount-proc", "--kill-child"];

    [Theory]
    [InlineData(Native.SigTerm)]
    [InlineData(Native.SigInt)]
    public async Task A_visor_that_is_process_1_restarts_its_node_and_stops_it_at_a_signal(int signal)
    {
        Requirement.Root();
        await using var node = await TestNode.Create();
        await using var container = Run(node);
        await node.Ready(TestNode.Genesis);

        await Kill(container, node.Status!.Node.Core!.Pid);
        await container.WaitForLine("killed by SIGKILL");
        await node.ReadyAfterStarts(2);
        _ = Native.Kill(await First(container), signal);

        (await container.WaitForExit()).ShouldBe(0, container.Output);
        node.Ledger.All("stopped").ShouldHaveSingleItem();
        node.Ledger.Disasters.ShouldBeEmpty();
    }

    [Fact]
    public async Task Process_1_collects_what_nobody_else_waits_for()
    {
        Requirement.Root();
        await using var node = await TestNode.Create();
        await using var container = Run(node);
        await node.Ready(TestNode.Genesis);

        var first = await First(container);

        // What an `exec` of an engine leaves behind: its parent is gone before it ends.
        await InContainer(container, "sh", "-c", "for i in 1 2 3 4 5; do (exec sleep 0.2) & done");

        var left = Array.Empty<string>();
        await Eventually.Holds(() => (left = Children(first)).Length == 1, "process 1 with no child but the Visor");
        ProcessLook.At(int.Parse(left[0], CultureInfo.InvariantCulture)).ShouldNotBeNull().HasEnded.ShouldBeFalse();
        _ = Native.Kill(first, Native.SigTerm);
        (await container.WaitForExit()).ShouldBe(0, container.Output);
    }

    [Fact]
    public async Task A_visor_that_dies_in_a_container_has_a_successor_that_adopts_its_node()
    {
        Requirement.Root();
        await using var node = await TestNode.Create();
        await using var container = Run(node);
        await node.Ready(TestNode.Genesis);
        var (visor, core) = (node.Status!.Visor.Pid, node.Status!.Node.Core!.Pid);

        await Kill(container, visor);

        await Succeeded(node, container, visor);
        node.Status!.Node.Core!.Pid.ShouldBe(core);
        container.Output.ShouldContain("Visor has ended (killed by SIGKILL) and left its node running: another Visor takes its place");
        _ = Native.Kill(await First(container), Native.SigTerm);
        (await container.WaitForExit()).ShouldBe(0, container.Output);
        node.Ledger.All("start").ShouldHaveSingleItem();
        node.Ledger.All("stopped").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_visor_that_is_process_1_hands_its_node_over_to_its_own_successor()
    {
        Requirement.Root();
        await using var node = await TestNode.Create();
        await using var container = Run(node);
        await node.Ready(TestNode.Genesis);
        var (visor, core) = (node.Status!.Visor.Pid, node.Status!.Node.Core!.Pid);

        _ = Native.Kill(await First(container), Native.SigUsr2);

        await Succeeded(node, container, visor);
        node.Status!.Node.Core!.Pid.ShouldBe(core);
        _ = Native.Kill(await First(container), Native.SigTerm);
        (await container.WaitForExit()).ShouldBe(0, container.Output);
        node.Ledger.All("start").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Visors_that_die_at_once_in_a_container_take_the_node_along_in_order_and_say_so()
    {
        Requirement.Root();
        await using var node = await TestNode.Create();
        await using var container = Run(node);
        await node.Ready(TestNode.Genesis);

        for (var death = 1; death < 3; death++)
        {
            var visor = node.Status!.Visor.Pid;
            await Kill(container, visor);
            await Succeeded(node, container, visor);
        }

        await Kill(container, node.Status!.Visor.Pid);

        (await container.WaitForExit()).ShouldBe(128 + Native.SigKill, container.Output);
        container.Output.ShouldContain("Visor has ended (killed by SIGKILL), and some of what it has started still runs");
        node.Ledger.All("stopped").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Where_process_1_would_end_with_it_a_visor_does_not_hand_over()
    {
        Requirement.Root();
        await using var node = await TestNode.Create();
        await using var container = TestProcess.Start("unshare", [.. Engine, "sh", "-c", "\"$@\"; exit $?", "entrypoint", Programs.Visor, "run", "--home", node.Home]);
        await node.Ready(TestNode.Genesis);

        await Send(container, node.Status!.Visor.Pid, "USR2");

        await container.WaitForLine("Not handing over: process 1 of this container is sh");
        await Send(container, node.Status!.Visor.Pid, "TERM");
        (await container.WaitForExit()).ShouldBe(0, container.Output);
        node.Ledger.All("stopped").ShouldHaveSingleItem();
        node.Ledger.Disasters.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_lives_in_another_container_is_known_by_the_locks()
    {
        Requirement.Root();
        await using var node = await TestNode.Create();
        await using var container = Run(node);
        await node.Ready(TestNode.Genesis);

        // Here, and in a third place, the pids in the status are those of other processes, or of none.
        foreach (var prefix in new[] { Array.Empty<string>(), ["unshare", .. Engine] })
        {
            var (code, output) = await Do([.. prefix, Programs.Visor, "status", "--home", node.Home]);
            code.ShouldBe(0, output);
            output.ShouldContain("ALL WELL");
        }

        var (stopped, refusal) = await Do(["unshare", .. Engine, Programs.Visor, "stop", "--home", node.Home]);
        stopped.ShouldBe(75, refusal);
        refusal.ShouldContain("in that container");

        container.Signal(Native.SigKill);
        await Eventually.See(async () => await Do([Programs.Visor, "status", "--home", node.Home]) is { ExitCode: 1, Output: var output } && output.Contains("crashed, and the node is not running", StringComparison.Ordinal) ? output : null, () => "a Visor that has crashed");

        static Task<(int ExitCode, string Output)> Do(string[] words) => TestProcess.Run(words[0], words[1..]);
    }

    [Fact]
    public async Task Every_verb_ends_in_a_container_as_it_does_elsewhere()
    {
        Requirement.Root();

        var (exitCode, output) = await TestProcess.Run("unshare", [.. Engine, Programs.Visor, "statuss"]);

        exitCode.ShouldBe(64, output);
        output.ShouldContain("status");
    }

    [Fact]
    public async Task A_visor_that_was_started_with_SIGCHLD_ignored_learns_how_its_children_end()
    {
        await using var node = await TestNode.Create(config: "maxNumberOfRestart = 1\n");
        await using var visor = TestProcess.Start("/usr/bin/env", "--ignore-signal=CHLD", Programs.Visor, "run", "--home", node.Home);
        await node.Ready(TestNode.Genesis);

        node.Signal(Native.SigKill);

        await visor.WaitForLine("killed by SIGKILL");
        await node.ReadyAfterStarts(2);
        await node.StopCleanly(visor);
    }

    private static TestProcess Run(TestNode node) => TestProcess.Start("unshare", [.. Engine, Programs.Visor, "run", "--home", node.Home]);

    private static async Task Succeeded(TestNode node, TestProcess container, int visor) =>
        await Eventually.See(() => node.Status is { Node.Rpc: "answers" } status && status.Visor.Pid != visor ? status : null, () => $"another Visor than {visor}\n{container.Output}");

    private static Task Kill(TestProcess container, int pid) => Send(container, pid, "KILL");

    // By its pid in there.
    private static Task Send(TestProcess container, int pid, string signal) => InContainer(container, "sh", "-c", string.Create(CultureInfo.InvariantCulture, $"kill -{signal} {pid}"));

    private static async Task InContainer(TestProcess container, params string[] command)
    {
        var (exitCode, output) = await TestProcess.Run("nsenter", ["--target", (await First(container)).ToString(CultureInfo.InvariantCulture), "--pid", "--mount", .. command]);
        exitCode.ShouldBe(0, $"{output}\n{container.Output}");
    }

    // proc(5)
    private static string[] Children(int pid) => File.ReadAllText($"/proc/{pid}/task/{pid}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    // Outside of it, the first process is the only child of unshare(1).
    private static async Task<int> First(TestProcess container) => int.Parse(
        (await Eventually.See(() => Children(container.Pid) is { Length: 1 } only ? only : null, () => $"a first process\n{container.Output}"))[0], CultureInfo.InvariantCulture);
}
