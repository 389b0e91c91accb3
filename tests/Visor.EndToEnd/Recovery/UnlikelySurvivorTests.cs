using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Recovery;

/// <summary>Nodes that outlive their Visor in a form that lock or journal alone would not show.</summary>
public sealed class UnlikelySurvivorTests
{
    private const int Busy = 75;

    /// <summary>A script between Visor and the core that gives up the node's lock.</summary>
    private const string Wrapper = """
        #!/bin/sh
        exec 3>&-
        "$(dirname "$0")/vega" "$@"
        """;

    /// <summary>The same, and the core leaves the session as well.</summary>
    private const string DetachingWrapper = """
        #!/bin/sh
        exec 3>&-
        setsid "$(dirname "$0")/vega" "$@" &
        wait
        """;

    [Fact]
    public async Task A_core_that_has_lost_its_lock_and_its_wrapper_is_stopped_before_the_next_is_started()
    {
        await using var node = await Wrapped(Wrapper);
        node.Misbehave("slow-start=1500");
        await KillVisorAndWrapper(node);

        var next = node.Run();
        await Eventually.See(() => node.Ledger.All("rpc-open").Count > 0 && node.Ledger.All("start").Count == 2 ? node : null, node.Everything);
        await node.Ready(TestNode.Genesis);

        await node.StopCleanly(next);
    }

    [Fact]
    public async Task Visor_stop_stops_a_core_that_has_lost_its_lock_and_its_wrapper()
    {
        await using var node = await Wrapped(Wrapper);
        await KillVisorAndWrapper(node);

        var (exitCode, output) = await node.Do("stop");

        exitCode.ShouldBe(0, output);
        node.NothingLives();
    }

    [Fact]
    public async Task Visor_stop_does_not_say_that_nothing_lives_while_the_core_answers_on_its_socket()
    {
        await using var node = await Wrapped(DetachingWrapper);
        await KillVisorAndWrapper(node);

        var (exitCode, output) = await node.Do("stop");

        exitCode.ShouldBe(Busy, output);
        output.ShouldContain($"pid {node.Ledger.All("start")[0].Pid}");
        output.ShouldContain(node.Socket);
        output.ShouldContain($"run `visor stop --home {node.Home}` again");
    }

    [Fact]
    public async Task A_core_that_its_wrapper_has_put_into_a_session_of_its_own_is_listened_to_and_upgraded()
    {
        await using var node = await Wrapped(DetachingWrapper);
        await node.Prepare("v0.2.0");
        var visor = await node.RunUntilReady();

        node.Network.UpgradeIn(20, "v0.2.0");
        await node.Ready("v0.2.0");

        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task Visor_stop_does_not_say_that_nothing_lives_when_Visors_own_folder_has_gone()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();
        Directory.Move(node.In(".visor"), node.In("..", "gone"));

        var (exitCode, output) = await node.Do("stop");

        exitCode.ShouldBe(Busy, output);
        output.ShouldContain($"pid {node.Ledger.All("start")[0].Pid}");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_copy_of_a_home_does_not_take_the_node_of_the_original()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();
        var copy = node.In("..", "copy");
        (await TestProcess.Run("/bin/cp", "-a", node.Home, copy)).ExitCode.ShouldBe(0);

        foreach (var verb in new[] { "run", "stop" })
        {
            await using var other = VisorProcess.Start([verb, "--home", copy]);
            (await other.WaitForExit()).ShouldBe(Busy, other.Output);
            other.Output.ShouldContain($"{node.Ledger.All("start")[0].Pid}");
        }

        node.Ledger.Lines.ShouldNotContain(l => l.IsEnd || l.Event == "sigterm");
        node.ShouldHaveStarted(TestNode.Genesis);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_mistake_at_the_very_first_start_is_over_when_it_is_mended()
    {
        await using var node = await TestNode.Create();
        File.Move(node.In("genesis", "vega"), node.In("genesis", "forgotten"));
        (await node.Run().WaitForExit()).ShouldBe(78);
        File.Move(node.In("genesis", "forgotten"), node.In("genesis", "vega"));

        await node.StopCleanly(await node.RunUntilReady());
    }

    [Fact]
    public async Task A_lock_that_is_a_folder_is_refused_in_one_sentence()
    {
        await using var node = await TestNode.Create();
        Directory.CreateDirectory(node.In(".visor", "node.lock"));

        var visor = node.Run();

        (await visor.WaitForExit()).ShouldBe(78, visor.Output);
        visor.Output.ShouldContain("node.lock");
        visor.Output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_due_upgrade_is_in_the_journal_that_somebody_has_replaced_while_Visor_ran()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();
        var journal = node.In(".visor", "journal.jsonl");
        File.Copy(journal, journal + ".copy");
        File.Move(journal + ".copy", journal, overwrite: true);
        node.Network.UpgradeIn(10, "v0.2.0");
        await node.WaitForUpgrade("v0.2.0", "due");
        await node.StopCleanly(visor);
        await node.Prepare("v0.2.0");

        var next = node.Run();
        await node.Ready("v0.2.0");

        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        await node.StopCleanly(next);
    }

    [Fact]
    public async Task A_due_upgrade_is_in_the_journal_of_a_home_that_was_moved_while_Visor_ran()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();
        Directory.Move(node.Home, node.In("..", "moved"));
        node.Network.UpgradeIn(10, "v0.2.0");
        await visor.WaitForLine("is due");
        (await visor.Terminate()).ShouldBe(0, visor.Output);
        Directory.Move(node.In("..", "moved"), node.Home);

        node.Journal.ShouldContain("\"type\":\"due\"");
    }

    [Fact]
    public async Task Relative_paths_and_another_working_directory_are_warned_of()
    {
        await using var node = await TestNode.Create(coreArgs: ["--extra", "./here"]);
        await (await node.RunUntilReady()).Kill();

        var next = node.Run(workingDirectory: node.NodeHome);

        await next.WaitForLine("has relative paths");
        await node.Ready(TestNode.Genesis);
        await node.StopCleanly(next);
    }

    private static async Task<TestNode> Wrapped(string wrapper)
    {
        var node = await TestNode.Create();
        node.Write("genesis/wrapper", $"{wrapper.Replace("exec 3>&-", "[ \"$1\" = version ] && exec \"$(dirname \"$0\")/vega\" \"$@\"\nexec 3>&-", StringComparison.Ordinal)}\n");
        node.Write("genesis/run-config.toml", node.RunConfig([], "wrapper"));
        return node;
    }

    private static async Task KillVisorAndWrapper(TestNode node)
    {
        var visor = node.Run();
        await node.Ledger.WaitFor("start");
        await Eventually.See(() => node.Journal.Contains("\"type\":\"started\"", StringComparison.Ordinal) ? node : null, node.Everything);
        if (!File.Exists(Path.Combine(node.NodeHome, "misbehave")))
            await node.Ledger.WaitFor("rpc-open");
        await visor.Kill();
        var wrapper = visor.Mark.Bearers.Single(pid => pid != node.Ledger.All("start")[0].Pid);
        Native.Kill(wrapper, Native.SigKill).ShouldBe(0);
        await Eventually.See(() => visor.Mark.Bearers.Contains(wrapper) ? null : node, node.Everything);
    }
}
