using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Recovery;
using Xunit;

namespace Visor.EndToEnd.Stopping;

/// <summary>That a core is ready to upgrade is known to nobody but its process: whoever stops it asks, and nobody takes silence for "not ready".</summary>
public sealed class AskedBeforeStopTests
{
    private const long Height = 200;
    private const long MuteFrom = 190;
    private const string Impatient = "stopSignalTimeoutSeconds = 1\nrpcTimeoutSeconds = 1\n";

    [Fact]
    public async Task A_visor_that_is_told_to_stop_while_it_begins_asks_the_core_that_it_adopts_and_leaves_the_upgrade_as_due()
    {
        await using var node = await TestNode.Create();
        await node.Prepare("v0.2.0");
        var visor = await node.RunUntilReady();
        node.Network.UpgradeIn(100, "v0.2.0");
        await node.Journalled("accepted");
        await visor.Kill();
        await node.Ledger.WaitFor("ready");

        // It has found the core, and the line about itself takes the disk a second.
        var stopped = node.RunTraced("fsync:delay_enter=1000000");
        await stopped.WaitForLine("is running and is adopted");
        stopped.Signal(Native.SigTerm);
        (await stopped.WaitForExit()).ShouldBe(0, node.Everything());

        node.Journal.ShouldContain("\"type\":\"due\"");
        await OnlyTheNextReleaseFollows(node);
    }

    [Fact]
    public async Task A_mute_core_that_kills_itself_when_it_is_told_to_stop_was_ready_and_leaves_the_upgrade_as_due()
    {
        await using var node = await ReadyAndMute();
        var visor = await UntilReady(node);

        await node.StopCleanly(visor);

        node.Ledger.All("killed-itself").ShouldHaveSingleItem();
        node.Journal.ShouldContain("\"type\":\"due\"");
        await OnlyTheNextReleaseFollows(node);
    }

    [Theory]
    [InlineData("the next Visor")]
    [InlineData("visor stop")]
    public async Task A_core_that_gave_no_answer_and_whose_end_nobody_saw_is_not_followed_by_the_old_release_until_a_person_has_looked(string stopper)
    {
        await using var node = await ReadyAndMute();
        await (await UntilReady(node)).Kill();
        if (stopper is "visor stop")
        {
            (await node.Do("stop")).ExitCode.ShouldBe(0, node.Everything());
        }
        else
        {
            var next = node.Run();
            await next.WaitForLine("is running and is adopted");
            await node.StopCleanly(next);
        }

        var told = "";
        foreach (var again in new[] { false, true })
        {
            var refused = node.Run();
            (await refused.WaitForExit()).ShouldBe(78, $"again: {again}\n{node.Everything()}");
            refused.Output.ShouldContain("stopped without saying whether it was ready for the upgrade to v0.2.0 at block 200");
            refused.Output.ShouldContain("--keep-journal");
            told = refused.Output;
        }

        if (stopper is "visor stop")
        {
            await Contradictions.Type(told.Split('\n').Single(l => l.Contains("it has reached it:", StringComparison.Ordinal)).Split("it:")[1].Split("   (")[0].Trim());
        }
        else
        {
            File.Delete(node.In("current"));
            File.CreateSymbolicLink(node.In("current"), "v0.2.0");
            (await node.Do("resolve", "--keep-current")).ExitCode.ShouldBe(0, node.Everything());
        }

        await OnlyTheNextReleaseFollows(node);
    }

    [Fact]
    public async Task A_core_that_becomes_ready_between_its_last_answer_and_SIGTERM_is_not_followed_by_the_old_release()
    {
        await using var node = await TestNode.Create(withDataNode: false, Impatient, coreArgs: null, $"hang-rpc@height:{Height}");
        CoreStatistics.Serve(node, "genesis");
        node.Network.Upgrade("v0.2.0", 0, Height);
        await node.Prepare("v0.2.0");
        node.Network.Pause(MuteFrom);
        var first = node.Run();
        await node.Journalled("accepted");
        await first.Kill();

        var visor = node.Run();
        await visor.WaitForLine("The node answers");
        await node.WaitForStatus(s => s.Visor.Pid == visor.Pid && s.Node.Height == MuteFrom, "it knows where the core stands");
        await using (await Strace.Inject(visor, "kill,pidfd_send_signal", "delay_enter=3000000"))
        {
            visor.Signal(Native.SigTerm);
            await Eventually.See(() => IsAboutToSignal(visor) ? visor : null, node.Everything);
            node.Network.GoOn(Height - 1);
            await node.Ledger.WaitFor("ready");
        }

        (await visor.WaitForExit()).ShouldBe(0, node.Everything());
        node.Ledger.All("killed-itself").ShouldHaveSingleItem();
        var refused = node.Run();
        (await refused.WaitForExit()).ShouldBe(78, node.Everything());
        refused.Output.ShouldContain("stopped without saying whether it was ready for the upgrade to v0.2.0 at block 200");
        node.ShouldHaveStarted(TestNode.Genesis);
    }

    [Fact]
    public async Task A_word_about_another_release_does_not_pass_over_what_nobody_knows()
    {
        await using var node = await ReadyAndMute();
        await node.Prepare("v0.1.1");
        await (await UntilReady(node)).Kill();

        string[][] words = [["switch", "v0.1.1"], ["switch", "v0.1.1"], ["run"], ["resolve", "--keep-current"], ["run"]];
        foreach (var word in words)
        {
            if (word[0] is "resolve")
            {
                File.Delete(node.In("current"));
                File.CreateSymbolicLink(node.In("current"), "v0.1.1");
            }

            var (exitCode, said) = await node.Do(word[0], word[1..]);
            exitCode.ShouldBe(78, $"{string.Join(' ', word)}: {said}");
        }

        node.ShouldHaveStarted(TestNode.Genesis);
    }

    [Fact]
    public async Task A_word_to_a_visor_whose_core_says_nothing_ends_where_a_person_has_to_look()
    {
        await using var node = await ReadyAndMute();
        await node.Prepare("v0.1.1");
        await (await UntilReady(node)).Kill();
        var next = node.Run();
        await next.WaitForLine("is running and is adopted");

        var (exitCode, said) = await node.Do("switch", "v0.1.1");

        exitCode.ShouldBe(78, said);
        (await next.WaitForExit()).ShouldBe(78, next.Output);
        next.Output.ShouldContain("stopped without saying whether it was ready for the upgrade to v0.2.0 at block 200");
        node.ShouldHaveStarted(TestNode.Genesis);
    }

    [Fact]
    public async Task A_person_who_has_looked_lets_the_old_release_go_on()
    {
        await using var node = await TestNode.Create(config: Impatient);
        var visor = await node.RunUntilReady();
        node.Network.UpgradeIn(100_000, "v0.2.0");
        await node.Journalled("accepted");
        node.Signal(Native.SigStop);
        await node.StopCleanly(visor);
        (await node.Run().WaitForExit()).ShouldBe(78, node.Everything());

        (await node.Do("check")).ShouldSatisfyAllConditions(
            r => r.ExitCode.ShouldBe(1, r.Output), r => r.Output.ShouldContain("✗ next start"), r => string.Join(' ', r.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ShouldContain("without saying whether it was ready"));

        var (exitCode, said) = await node.Do("resolve", "--keep-journal");

        exitCode.ShouldBe(0, said);
        said.ShouldContain("v0.1.0 continues");
        (await node.Do("check")).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(0, r.Output), r => r.Output.ShouldContain("✓ next start"));
        var next = node.Run();
        await node.ReadyAfterStarts(2);
        await node.StopCleanly(next);
    }

    /// <summary>A node whose core says nothing any more before it reaches the block of its upgrade.</summary>
    private static async Task<TestNode> ReadyAndMute()
    {
        var node = await TestNode.Create(withDataNode: false, Impatient, coreArgs: null, $"hang-rpc@height:{MuteFrom}");
        node.Network.Upgrade("v0.2.0", 0, Height);
        node.Network.Pause();
        await node.Prepare("v0.2.0");
        return node;
    }

    /// <summary>Visor has heard of the upgrade, the core has fallen silent since and stands ready at its block.</summary>
    private static async Task<TestProcess> UntilReady(TestNode node)
    {
        var visor = node.Run();
        await node.Journalled("accepted");
        node.Network.GoOn(MuteFrom - 10);
        await node.Ledger.WaitFor(l => l.Event is "ready", "the core is ready");
        return visor;
    }

    // /proc/<pid>/task/<tid>/syscall, proc(5): pidfd_send_signal(2) has this number on every architecture.
    private static bool IsAboutToSignal(TestProcess visor)
    {
        try
        {
            return Directory.EnumerateDirectories($"/proc/{visor.Pid}/task").Any(task => File.ReadAllText(Path.Combine(task, "syscall")).StartsWith("424 ", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return false; // A thread has ended meanwhile.
        }
    }

    private static async Task OnlyTheNextReleaseFollows(TestNode node)
    {
        var next = node.Run();
        await node.Ready("v0.2.0");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        node.Ledger.All("start")[1].Flag.ShouldBe($"{node.Network.UpgradeHeight}");
        await node.StopCleanly(next);
    }
}
