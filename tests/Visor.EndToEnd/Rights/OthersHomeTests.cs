using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Recovery;
using Xunit;

namespace Visor.EndToEnd.Rights;

/// <summary>What root does on a home of another user: nothing that this user could not do.</summary>
public sealed class OthersHomeTests
{
    [Fact]
    public async Task A_run_by_root_is_refused_with_the_command_of_the_owner_and_nothing_is_left_behind()
    {
        await using var node = await Home();

        var (code, output) = await node.Do("run");

        code.ShouldBe(78, output);
        output.ShouldContain($"belongs to {OtherUser.Name}, ");
        output.ShouldContain($"run `sudo -u {OtherUser.Name} visor run --home {node.Home}`");
        output.ShouldContain("--as-this-user");
        output.ShouldNotContain("#");
        Directory.Exists(node.In(".visor")).ShouldBeFalse();
        node.Ledger.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_by_root_that_is_told_to_is_done_and_a_stop_by_root_reaches_what_it_has_started()
    {
        await using var node = await Home();
        var visor = node.Run(["--as-this-user"]);
        await node.Ready(TestNode.Genesis);
        UserOf(node.Ledger.All("start")[0].Pid).ShouldBe("0");
        await visor.Kill();
        await Give(node); // But for its processes root has left nothing there.

        var (code, output) = await node.Do("stop");

        code.ShouldBe(0, output);
        TestNode.NothingLives(visor);
        node.Ledger.All("stopped").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_root_has_left_there_is_given_back_by_what_is_printed()
    {
        await using var node = await Home();
        var visor = node.Run(["--as-this-user"]);
        await node.Ready(TestNode.Genesis);
        await node.StopCleanly(visor);
        (await TestProcess.Run("chown", "-R", OtherUser.Name, node.NodeHome, node.In(".visor"))).ExitCode.ShouldBe(0);
        (await TestProcess.Run("chown", "root", node.In(".visor", "journal.jsonl"))).ExitCode.ShouldBe(0);
        await using var refused = OtherUser.Start(node, "run");
        (await refused.WaitForExit()).ShouldBe(78, refused.Output);
        refused.Output.ShouldNotContain("copy");

        await Contradictions.Type(refused.Output.Split("as root: ")[1]);

        await using var next = OtherUser.Start(node, "run");
        await node.ReadyAfterStarts(2);
        (await next.Terminate()).ShouldBe(0, next.Output);
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("hold")]
    public async Task Another_user_is_told_the_command_line_of_the_owner(string verb)
    {
        await OtherUser.Require();
        await using var node = await TestNode.Create();
        await node.StopCleanly(await node.RunUntilReady());
        var above = Path.GetDirectoryName(node.Home)!;
        File.SetUnixFileMode(above, File.GetUnixFileMode(above) | UnixFileMode.OtherExecute | UnixFileMode.OtherRead);
        string[] more = verb is "hold" ? ["a reason"] : [];

        await using var refused = OtherUser.Start(node, verb, more);

        (await refused.WaitForExit()).ShouldNotBe(0, refused.Output);
        refused.Output.ShouldContain($"the home belongs to root: sudo -u root visor {verb}{(verb is "hold" ? " 'a reason'" : "")} --home {node.Home}");
    }

    [Fact]
    public async Task A_stop_by_root_is_one_by_the_owner()
    {
        await using var node = await Home();
        await using var visor = OtherUser.Start(node, "run");
        await node.Ready(TestNode.Genesis);

        var (code, output) = await node.Do("stop");

        code.ShouldBe(0, output);
        (await visor.WaitForExit()).ShouldBe(0, visor.Output);
        TestNode.NothingLives(visor);
        Directory.EnumerateFileSystemEntries(node.In(".visor")).ShouldAllBe(path => OwnerOf(path) == OtherUser.Number);
    }

    [Fact]
    public async Task A_stop_by_root_does_not_touch_what_the_journal_alone_names()
    {
        await using var node = await Home();
        var binary = node.In("genesis", "vega");
        node.Write("genesis/vega", (await File.ReadAllTextAsync(binary, TestContext.Current.CancellationToken)).Replace("\nexec", "\nexec 3>&-\nexec", StringComparison.Ordinal));
        File.SetUnixFileMode(binary, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var visor = node.Run(["--as-this-user"]); // Its core is root's, and has not kept the lock.
        await node.Ready(TestNode.Genesis);
        await visor.Kill();
        await Give(node);
        var core = node.Ledger.All("start")[0].Pid;

        var (code, output) = await node.Do("stop");

        code.ShouldBe(75, output);
        output.ShouldContain($"pid {core} ");
        output.ShouldContain(" of root, which does not hold ");
        node.IsOurs(core).ShouldBeTrue();
        node.Ledger.All("sigterm").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_root_checks_is_run_by_the_owner_and_knows_nothing_of_roots_environment()
    {
        await using var node = await Home();
        var ranAs = Path.Combine(node.NodeHome, "ran-as");
        node.Write("genesis/vega", $"#!/bin/sh\nid -u >>'{ranAs}'\nid -G >>'{ranAs}'\nenv >>'{ranAs}'\necho '{{\"version\":\"{TestNode.Genesis}\"}}'\n");
        File.SetUnixFileMode(node.In("genesis", "vega"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await Give(node);

        await using var check = VisorProcess.Start(["check", "--home", node.Home], new Dictionary<string, string?>(StringComparer.Ordinal) { ["A_SECRET"] = "of root" });

        (await check.WaitForExit()).ShouldBe(0, check.Output);
        var lines = await File.ReadAllLinesAsync(ranAs, TestContext.Current.CancellationToken);
        lines[..2].ShouldBe([OtherUser.Number, OtherUser.Number]);
        lines.ShouldNotContain(line => line.StartsWith("A_SECRET", StringComparison.Ordinal));
        OwnerOf(ranAs).ShouldBe(OtherUser.Number);
    }

    [Theory]
    [InlineData]
    [InlineData("--as-this-user")]
    public async Task A_hold_by_root_follows_no_link(params string[] options)
    {
        await using var node = await Home();
        var others = Path.Combine(Path.GetDirectoryName(node.Home)!, "roots");
        await File.WriteAllTextAsync(others, "not to be touched", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(node.In("hold"), others);
        for (var pid = 1; pid <= 32768; pid++)
            File.CreateSymbolicLink(node.In($"hold.{pid}.new"), others);

        var (code, output) = await node.Do("hold", ["waiting", .. options]);

        code.ShouldBe(0, output);
        (await File.ReadAllTextAsync(others, TestContext.Current.CancellationToken)).ShouldBe("not to be touched");
        (await File.ReadAllTextAsync(node.In("hold"), TestContext.Current.CancellationToken)).ShouldStartWith("waiting\n-- set by ");
    }

    [Theory]
    [InlineData(".visor", "run")]
    [InlineData(".visor", "stop")]
    [InlineData(".visor", "switch", "v0.1.1")]
    [InlineData(".visor", "resolve", "--keep-journal")]
    [InlineData(".visor/staging", "run")]
    [InlineData(".visor/staging", "stage", "v0.1.1")]
    public async Task What_root_keeps_on_it_is_led_nowhere_by_a_link(string link, string verb, params string[] options)
    {
        await using var node = await Home();
        var others = Path.Combine(Path.GetDirectoryName(node.Home)!, "roots");
        Directory.CreateDirectory(others);
        Directory.CreateDirectory(Path.GetDirectoryName(node.In(link))!);
        File.CreateSymbolicLink(node.In(link), others);

        var (code, output) = await node.Do(verb, [.. options, "--as-this-user"]);

        code.ShouldBe(78, output);
        output.ShouldContain($"{node.In(link)} is a link that {OtherUser.Name} may have put there, and Visor as root does not write through it");
        Directory.EnumerateFileSystemEntries(others).ShouldBeEmpty();
        node.Ledger.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_init_makes_in_a_folder_of_another_user_belongs_to_that_user()
    {
        await using var node = await Home();

        await using var init = VisorProcess.Start(["init", "--home", node.In("nested", "home")]);

        (await init.WaitForExit()).ShouldBe(0, init.Output);
        Directory.EnumerateFileSystemEntries(node.In("nested"), "*", SearchOption.AllDirectories).ShouldAllBe(path => OwnerOf(path) == OtherUser.Number);
    }

    [Fact]
    public async Task Another_user_than_the_owner_is_refused_as_root_is()
    {
        await using var node = await Home();
        (await TestProcess.Run("chown", "root", node.Home)).ExitCode.ShouldBe(0);

        await using var visor = OtherUser.Start(node, "run");

        (await visor.WaitForExit()).ShouldBe(78, visor.Output);
        visor.Output.ShouldContain($"run `sudo -u root visor run --home {node.Home}`");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_word_that_root_gives_is_journalled_as_roots(bool isRunning)
    {
        await using var node = await TestNode.Create();
        await OtherUser.Require();
        await node.Prepare("v0.1.1");
        await Give(node);
        await using var visor = OtherUser.Start(node, "run");
        await node.Ready(TestNode.Genesis);
        if (!isRunning)
            (await visor.Terminate()).ShouldBe(0, visor.Output);

        var (code, output) = await node.Do("switch", "v0.1.1");

        code.ShouldBe(0, output);
        (await node.Do("history")).Output.ShouldMatch($@"ordered by root \(uid 0\).*, as {OtherUser.Name} \(uid {OtherUser.Number}\)");
    }

    [Fact]
    public async Task A_contradiction_that_root_settles_is_journalled_as_settled_by_root()
    {
        await using var node = await Home();
        await using var visor = OtherUser.Start(node, "run");
        await node.Ready(TestNode.Genesis);
        (await visor.Terminate()).ShouldBe(0, visor.Output);
        File.Delete(node.In("current"));

        var (code, output) = await node.Do("resolve", "--keep-journal");

        code.ShouldBe(0, output);
        (await node.Do("history")).Output.ShouldMatch($@"settled with --keep-journal by root \(uid 0\).*, as {OtherUser.Name} \(uid {OtherUser.Number}\)");
    }

    private static async Task<TestNode> Home()
    {
        await OtherUser.Require();
        var node = await TestNode.Create();
        await Give(node);
        return node;
    }

    private static Task Give(TestNode node) => OtherUser.Own(node);

    private static string UserOf(int pid) => File.ReadLines($"/proc/{pid}/status").First(l => l.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1];

    private static string OwnerOf(string path)
    {
        using var stat = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("stat", ["--format=%u", path]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        return stat.StandardOutput.ReadToEnd().Trim();
    }
}
