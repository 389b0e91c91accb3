using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Recovery;

/// <summary>A core that lives on the data of a home, does not answer yet, and that neither the home's journal nor its lock knows of.</summary>
public sealed class StrayNodeTests
{
    private const int Busy = 75;

    [Fact]
    public async Task A_copy_of_a_home_is_not_started_beside_the_original_whose_core_does_not_answer_yet()
    {
        await using var node = await TestNode.Create();
        await node.StopCleanly(await node.RunUntilReady());
        var copy = await Copy(node.Home, node.In("..", "copy"));
        node.Misbehave("core:slow-start=600000");
        var visor = node.Run();
        var core = await Started(node, 2);

        foreach (var verb in new[] { "run", "stop", "run" })
        {
            await using var other = VisorProcess.Start([verb, "--home", copy]);
            (await other.WaitForExit()).ShouldBe(Busy, other.Output);
            other.Output.ShouldContain($"pid {core} ");
            other.Output.ShouldContain($"runs on the same data, {node.NodeHome}");
        }

        node.ShouldHaveStarted(TestNode.Genesis, TestNode.Genesis);
        node.Ledger.All("sigterm").Count.ShouldBe(1, node.Everything());
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_restart_beside_a_core_that_somebody_has_started_on_the_same_data_meanwhile_is_refused()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();
        node.Write("other/vega", "#!/bin/sh\necho lives\nwhile :; do sleep 1; done\n");
        File.SetUnixFileMode(node.In("other", "vega"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await using var stranger = TestProcess.Start(node.In("other", "vega"), "start", $"--home={node.NodeHome}/.");
        await stranger.WaitForLine("lives");

        Native.Kill(node.Ledger.All("start")[0].Pid, Native.SigKill).ShouldBe(0);

        (await visor.WaitForExit()).ShouldBe(Busy, visor.Output);
        visor.Output.ShouldContain($"pid {stranger.Pid} ");
        visor.Output.ShouldContain("runs on the same data");
        stranger.HasExited.ShouldBeFalse();
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("put back from a copy")]
    [InlineData("moved aside")]
    public async Task A_core_is_seen_whatever_has_become_of_Visors_own_folder(string how)
    {
        await using var node = await TestNode.Create();
        await node.StopCleanly(await node.RunUntilReady());
        var copy = await Copy(node.In(".visor"), node.In("copy"));
        node.Misbehave("core:slow-start=600000");
        var killed = node.Run();
        var core = await Started(node, 2);
        await killed.Kill();
        if (how is "deleted")
            Directory.Delete(node.In(".visor"), recursive: true);
        else
            Directory.Move(node.In(".visor"), node.In(".visor.bad"));
        if (how is "put back from a copy")
            await Copy(copy, node.In(".visor"));

        // By what it was started with, and by its lock alone.
        await Refused(node, core, "stop");
        await Refused(node, core, "run");
        if (how is not "put back from a copy")
        {
            await Refused(node, core, "resolve", "--keep-data");
            node.Write("genesis/run-config.toml", node.RunConfig([]).Replace(node.NodeHome, node.NodeHome + "2", StringComparison.Ordinal));
        }

        await Refused(node, core, "stop");
        await Refused(node, core, "run");

        node.ShouldHaveStarted(TestNode.Genesis, TestNode.Genesis);
        node.Write("genesis/run-config.toml", node.RunConfig([]));
        killed.Mark.KillBearers();
        (await node.Do("stop")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task What_only_names_the_data_is_no_node()
    {
        await using var node = await TestNode.Create();
        await node.StopCleanly(await node.RunUntilReady());
        await using var shell = TestProcess.Start("/bin/sh", "-c", "while :; do sleep 1; done", "vega", "start", "--home", node.NodeHome);

        await node.StopCleanly(await node.RunUntilReady());

        (await node.Do("stop")).ExitCode.ShouldBe(0);
        shell.HasExited.ShouldBeFalse();
    }

    private static async Task Refused(TestNode node, int core, string verb, params string[] options)
    {
        var (exitCode, output) = await node.Do(verb, options);
        exitCode.ShouldBe(Busy, $"{verb}: {output}");
        output.ShouldContain($"pid {core} ");
        output.ShouldContain($"kill -TERM {core}");
    }

    private static async Task<int> Started(TestNode node, int starts)
    {
        var start = await Eventually.See(() => node.Ledger.All("start").ElementAtOrDefault(starts - 1), node.Everything);
        await node.Journalled("started");
        return start.Pid;
    }

    private static async Task<string> Copy(string from, string to)
    {
        var (code, output) = await TestProcess.Run("/bin/cp", "-a", from, to);
        code.ShouldBe(0, output);
        return to;
    }
}
