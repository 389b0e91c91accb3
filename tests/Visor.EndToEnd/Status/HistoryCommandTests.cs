using System.Text.Json;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Status;

public sealed class HistoryCommandTests
{
    private const string Next = "v0.2.0";

    [Fact]
    public async Task An_upgrade_a_restart_and_a_failure_are_told_with_their_durations()
    {
        await using var node = await TestNode.Create(config: "maxNumberOfRestarts = 1\nrestartsResetSeconds = 0\n");
        await node.Prepare(Next);
        var visor = await node.RunUntilReady();
        node.Network.UpgradeIn(blocks: 30, Next);
        await node.Ready(Next);
        node.Signal(Native.SigKill);
        await node.ReadyAfterStarts(3, Next);
        node.Signal(Native.SigKill);
        (await visor.WaitForExit()).ShouldBe(1, visor.Output);

        var (code, output) = await node.Do("history");
        code.ShouldBe(0, output);
        output.ShouldMatch($@"upgraded from {TestNode.Genesis} to {Next} at block {node.Network.UpgradeHeight}: downtime \d+.* \(.*start \d+.*\)");
        output.ShouldMatch($@"restarted {Next}: downtime \d+.* \(.*start \d.*\): the core \(pid \d+\) exited unexpectedly: killed by SIGKILL");
        output.ShouldContain("gave up: the core");

        using var json = JsonDocument.Parse((await node.Do("history", "--output", "json")).Output);
        var upgrade = json.RootElement.GetProperty("episodes").EnumerateArray().Single(e => e.GetProperty("kind").GetString() is "upgrade");
        upgrade.GetProperty("tag").GetString().ShouldBe(Next);
        upgrade.GetProperty("from").GetString().ShouldBe(TestNode.Genesis);
        upgrade.GetProperty("downtimeMs").GetInt64().ShouldBeInRange(0, 60_000);
        upgrade.GetProperty("untilReadyMs").GetInt64().ShouldBe(upgrade.GetProperty("downtimeMs").GetInt64());
        (await node.Do("history", "--last", "1")).Output.Split('\n').ShouldHaveSingleItem().ShouldContain("gave up");
    }

    [Fact]
    public async Task A_home_on_which_nothing_has_run_says_so()
    {
        await using var node = await TestNode.Create();

        (await node.Do("history")).ShouldBe((0, $"Nothing has run in {node.Home} yet."));
        (await node.Do("history", "--output", "json")).Output.ShouldContain("\"episodes\": []");
        (await node.Do("history", "--last", "-1")).ExitCode.ShouldBe(64);
    }

    [Fact]
    public async Task A_damaged_journal_is_told_as_far_as_it_can_be_read()
    {
        await using var node = await TestNode.Create();
        await node.StopCleanly(await node.RunUntilReady());
        var lines = await File.ReadAllLinesAsync(node.In(".visor", "journal.jsonl"), TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(node.In(".visor", "journal.jsonl"), [.. lines[..2], "garbage", .. lines[3..]], TestContext.Current.CancellationToken);

        var (code, output) = await node.Do("history");

        code.ShouldBe(1);
        output.ShouldContain("selected: first start in this home");
        output.ShouldContain($"visor: the journal {node.In(".visor", "journal.jsonl")} cannot be read to its end: line 3 is damaged, and lines follow it");
    }

    [Fact]
    public async Task What_is_no_journal_is_told_at_once()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.In(".visor"));
        var journal = folder.In(".visor", "journal.jsonl");
        Native.MakePipe(journal, 0b110_000_000).ShouldBe(0);
        (await TestProcess.Run(Programs.Visor, "history", "--home", folder.Path)).ShouldSatisfyAllConditions(
            r => r.ExitCode.ShouldBe(1), r => r.Output.ShouldContain("is not a regular file"));

        File.Delete(journal);
        await using (var huge = File.Create(journal))
            huge.SetLength(20_000_000_000);
        (await TestProcess.Run(Programs.Visor, "history", "--home", folder.Path)).ShouldSatisfyAllConditions(
            r => r.ExitCode.ShouldBe(1), r => r.Output.ShouldContain("is far too large for a journal"));
    }
}
