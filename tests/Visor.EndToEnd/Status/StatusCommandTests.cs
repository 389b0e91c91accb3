using System.Text.Json;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Status;

public sealed class StatusCommandTests
{
    private const string Next = "v0.2.0";
    private const long FarAhead = 1_000_000;

    [Fact]
    public async Task A_node_that_runs_well_is_exit_code_0()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        var visor = await node.RunUntilReady();

        var (code, output) = await node.Do("status");

        code.ShouldBe(0, output);
        output.ShouldContain("status     ALL WELL: v0.1.0 runs and its core answers");
        output.ShouldContain($"node       ready, {TestNode.Genesis}");
        output.ShouldContain($"core       pid {node.Status!.Node.Core!.Pid}, up ");
        output.ShouldContain($"data node  pid {node.Status!.Node.DataNode!.Pid}, up ");
        output.ShouldContain("upgrade    none accepted");
        output.ShouldNotContain("\u001b");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task An_upgrade_that_comes_is_READY_or_NOT_READY_and_why_in_one_line()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();
        node.Network.UpgradeIn(FarAhead, Next);
        await node.WaitForUpgrade(Next, "notReady");

        var (code, output) = await node.Do("status");
        code.ShouldBe(1, output);
        output.ShouldContain($"status     ACTION NEEDED: the upgrade to {Next} is NOT READY: {node.In(Next)} does not exist");
        output.ShouldContain($"upgrade    {Next} at block {node.Network.UpgradeHeight}: NOT READY: {node.In(Next)} does not exist");

        await node.Prepare(Next);
        await node.WaitForUpgrade(Next, "staged");
        (code, output) = await node.Do("status");
        code.ShouldBe(0, output);
        output.ShouldContain($"upgrade    {Next} at block {node.Network.UpgradeHeight}: READY");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task JSON_has_the_documented_fields()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();
        node.Network.UpgradeIn(FarAhead, Next);
        await node.Prepare(Next);
        await node.WaitForUpgrade(Next, "staged");

        using var json = JsonDocument.Parse((await node.Do("status", "--output", "json")).Output);

        var root = json.RootElement;
        root.GetProperty("well").GetBoolean().ShouldBeTrue();
        root.GetProperty("visor").EnumerateObject().Select(p => p.Name).ShouldBe(["version", "pid", "running", "since"]);
        root.GetProperty("visor").GetProperty("running").GetBoolean().ShouldBeTrue();
        root.GetProperty("node").GetProperty("state").GetString().ShouldBe("ready");
        root.GetProperty("node").GetProperty("core").GetProperty("restarts").GetInt32().ShouldBe(0);
        root.GetProperty("node").GetProperty("dataNode").ValueKind.ShouldBe(JsonValueKind.Null);
        root.GetProperty("upgrade").EnumerateObject().Select(p => p.Name).ShouldBe(["tag", "height", "state", "reason", "eta"]);
        root.GetProperty("lastUpgrade").ValueKind.ShouldBe(JsonValueKind.Null);
        root.GetProperty("configuration").GetProperty("valid").GetBoolean().ShouldBeTrue();
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_Visor_that_was_killed_is_told_with_what_it_has_left_running()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();
        var core = node.Status!.Node.Core!.Pid;
        await visor.Kill();

        var (code, output) = await node.Do("status");

        code.ShouldBe(1);
        output.ShouldContain($"status     ACTION NEEDED: Visor (pid {visor.Pid}) crashed, and the core (pid {core}) keeps running without it; `visor run --home {node.Home}` adopts the node without a restart");
        using var json = JsonDocument.Parse((await node.Do("status", "--output", "json")).Output);
        json.RootElement.GetProperty("visor").GetProperty("running").GetBoolean().ShouldBeFalse();
        json.RootElement.GetProperty("node").GetProperty("core").GetProperty("pid").GetInt32().ShouldBe(core);

        await node.StopCleanly(await node.RunUntilAdopted());
        (code, output) = await node.Do("status");
        code.ShouldBe(1);
        output.ShouldContain("Visor is not running: it was stopped");
        output.ShouldContain("core       not running");
    }

    [Fact]
    public async Task The_last_upgrade_is_known_to_the_next_Visor()
    {
        await using var node = await TestNode.Create();
        await node.Prepare(Next);
        var visor = await node.RunUntilReady();
        node.Network.UpgradeIn(blocks: 30, Next);
        await node.Ready(Next);
        await node.StopCleanly(visor);

        visor = node.Run();
        await node.Ready(Next);
        var (code, output) = await node.Do("status");

        code.ShouldBe(0, output);
        output.ShouldContain($"last       {Next} at block {node.Network.UpgradeHeight}, ");
        output.ShouldNotContain("unknown time");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task Watching_tells_what_changes_until_it_is_interrupted()
    {
        await using var node = await TestNode.Create();
        var watch = node.Start("status", "--watch");
        await watch.WaitForLine("no Visor has published a status");
        var visor = await node.RunUntilReady();
        await watch.WaitForLine("status     ALL WELL: v0.1.0 runs and its core answers");

        watch.Signal(Native.SigInt);

        (await watch.WaitForExit()).ShouldBe(0, watch.Output);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task On_a_terminal_it_is_drawn_in_place_and_coloured_unless_that_is_not_wanted()
    {
        Requirement.Program("script");
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();

        (await OnTerminal(node, "status", "TERM=xterm")).ShouldContain("\u001b[32mALL WELL: v0.1.0 runs and its core answers\u001b[0m");
        (await OnTerminal(node, "status", "TERM=xterm NO_COLOR=1")).ShouldNotContain("\u001b[3");
        (await OnTerminal(node, "status", "TERM=dumb")).ShouldNotContain("\u001b[3");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_narrow_terminal_wraps_at_words()
    {
        Requirement.Program("script");
        await using var node = await TestNode.Create();

        var lines = (await OnTerminal(node, "status", "TERM=dumb", columns: 40)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        lines.Length.ShouldBeGreaterThan(2);
        lines.ShouldAllBe(line => line.TrimEnd('\r').Length <= 40);
    }

    [Theory]
    [InlineData("nonsense", "was not written by Visor")]
    [InlineData("", "is empty")]
    [InlineData("{}", "lacks fields that every Visor writes")]
    [InlineData("null", "lacks fields that every Visor writes")]
    [InlineData("""{"visor":{"version":"1","pid":1,"startTi""", "was not written by Visor")]
    [InlineData("""{"format":2,"visor":{"version":"9.0.0"}}""", "has format 2, which a newer Visor wrote")]
    public async Task A_status_file_that_cannot_be_used_is_told_in_one_sentence(string content, string told)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.In(".visor"));
        await File.WriteAllTextAsync(folder.In(".visor", "status.json"), content, TestContext.Current.CancellationToken);

        var (code, output) = await TestProcess.Run(Programs.Visor, "status", "--home", folder.Path);

        code.ShouldBe(1);
        output.Split('\n').Length.ShouldBe(1, output);
        output.ShouldContain(told);
        using var json = JsonDocument.Parse((await TestProcess.Run(Programs.Visor, "status", "--home", folder.Path, "--output", "json")).Output);
        json.RootElement.GetProperty("visor").GetProperty("running").GetBoolean().ShouldBeFalse();
        json.RootElement.GetProperty("problems")[0].GetString()!.ShouldContain(told);
    }

    [Fact]
    public async Task A_folder_or_a_pipe_in_its_place_makes_nobody_wait()
    {
        using var folder = new TemporaryFolder();
        var path = folder.In(".visor", "status.json");
        Directory.CreateDirectory(path);
        (await TestProcess.Run(Programs.Visor, "status", "--home", folder.Path)).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(1), r => r.Output.ShouldContain("cannot be read"));

        Directory.Delete(path);
        Native.MakePipe(path, 0b110_000_000).ShouldBe(0);
        (await TestProcess.Run(Programs.Visor, "status", "--home", folder.Path)).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(1), r => r.Output.ShouldContain("is empty"));
    }

    [Fact]
    public async Task A_home_that_is_not_there_is_told()
    {
        var (code, output) = await TestProcess.Run(Programs.Visor, "status", "--home", "/nowhere/at/all");

        code.ShouldBe(78);
        output.ShouldBe("visor: there is no home folder /nowhere/at/all; `visor init --home /nowhere/at/all` creates one");
    }

    private static async Task<string> OnTerminal(TestNode node, string verb, string variables, int columns = 100)
    {
        // What a terminal gets is not split into lines here.
        var typescript = node.In("typescript");
        File.Delete(typescript);
        var command = $"stty cols {columns} rows 40; env {variables} '{Programs.Visor}' {verb} --home '{node.Home}' >/dev/tty 2>&1; true";
        await TestProcess.Run("script", "-qec", command, typescript);
        var text = await File.ReadAllTextAsync(typescript, TestContext.Current.CancellationToken);
        return string.Join('\n', text.Split('\n').Where(l => !l.StartsWith("Script ", StringComparison.Ordinal)));
    }
}
