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
    public async Task A_visor_that_dies_in_a_container_takes_its_node_along_in_order_and_says_so()
    {
        Requirement.Root();
        await using var node = await TestNode.Create();
        await using var container = Run(node);
        await node.Ready(TestNode.Genesis);

        await Kill(container, node.Status!.Visor.Pid);

        (await container.WaitForExit()).ShouldBe(128 + Native.SigKill, container.Output);
        container.Output.ShouldContain("Visor has ended (killed by SIGKILL), and some of what it has started still runs");
        node.Ledger.All("stopped").ShouldHaveSingleItem();
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

    // By its pid in there.
    private static Task Kill(TestProcess container, int pid) => InContainer(container, "sh", "-c", string.Create(CultureInfo.InvariantCulture, $"kill -KILL {pid}"));

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
