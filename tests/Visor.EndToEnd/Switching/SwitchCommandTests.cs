using System.Net.Sockets;
using System.Text;
using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Notifications;
using Xunit;

namespace Visor.EndToEnd.Switching;

/// <summary>A person's word to a Visor that runs.</summary>
public sealed class SwitchCommandTests
{
    [Fact]
    public async Task A_hotfix_that_no_plan_asks_for_runs_as_soon_as_a_person_says_so_and_he_is_told_when_it_answers()
    {
        await using var receiver = new Receiver();
        await using var node = await TestNode.Create(config: $"""
            [[notifications]]
            url = "{receiver.Url}"

            """);
        var visor = await node.RunUntilReady();
        await node.Prepare("v0.1.1");

        var (exitCode, output) = await node.Do("switch", "v0.1.1", "--reason", "hotfix 7");

        exitCode.ShouldBe(0, output);
        string[] steps = ["v0.1.1 in v0.1.1 passed its checks", "Stopping v0.1.0", "current names v0.1.1", "Started v0.1.1", "v0.1.1 answers: it is ready"];
        steps.Select(s => output.IndexOf(s, StringComparison.Ordinal)).ShouldBeInOrder();
        steps.ShouldAllBe(s => output.Contains(s, StringComparison.Ordinal));
        node.Current.ShouldBe("v0.1.1");
        node.ShouldHaveStarted("v0.1.0", "v0.1.1");
        node.Ledger.All("start", "v0.1.1")[0].Flag.ShouldBeNull();
        await receiver.WaitFor("ordered", node);
        var told = receiver.Told.ShouldHaveSingleItem();
        new[] { "release", "tag", "reason" }.Select(k => told.GetProperty(k).GetString()).ShouldBe(["v0.1.0", "v0.1.1", "hotfix 7"]);
        told.GetProperty("by").GetString().ShouldNotBeNull().ShouldMatch(@"\(uid \d+\)$");
        (await node.Do("history")).Output.ShouldMatch(@"switched from v0\.1\.0 to v0\.1\.1, ordered by .*\(uid \d+\) \(hotfix 7\): downtime ");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_release_that_cannot_run_and_the_one_that_runs_stop_nothing()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();

        var (missing, why) = await node.Do("switch", "v0.1.1");
        missing.ShouldBe(1, why);
        why.ShouldContain("visor stage v0.1.1");
        await node.Prepare("v0.1.1", folder: null, coreArgs: null, "version-lie=v0.3.0");
        var (wrong, lie) = await node.Do("switch", "v0.1.1");
        wrong.ShouldBe(1, lie);
        lie.ShouldContain("says it is v0.3.0, but v0.1.1 is needed");
        var (same, already) = await node.Do("switch", "v0.1.0");
        same.ShouldBe(78, already);
        already.ShouldContain("is already running here");

        node.ShouldHaveStarted("v0.1.0");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task An_upgrade_that_is_due_and_held_is_called_off_while_the_old_core_waits_at_its_block()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilHeld("v0.2.0", n => n.Write("hold", "the team decides"));
        var (unsaid, refused) = await node.Do("switch", "v0.1.0");
        unsaid.ShouldBe(78, refused);
        refused.ShouldContain("the upgrade to v0.2.0 at block 30 is due");

        node.Network.CallOff();
        var (exitCode, output) = await node.Do("switch", "v0.1.0", "--abandon-upgrade", "--yes", "--reason", "called off by the team");

        exitCode.ShouldBe(0, output);
        await node.Ledger.WaitFor(l => l.Is("block-after-start", "v0.1.0") && l.Height > 30, "a block past the upgrade");
        node.ShouldHaveStarted("v0.1.0", "v0.1.0");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task After_an_upgrade_that_failed_the_old_release_runs_from_a_block_before_it_and_the_upgrade_is_taken_again()
    {
        await using var node = await TestNode.Create(config: "maxNumberOfRestarts = 0\n");
        node.Network.Upgrade("v0.2.0", acceptedAtHeight: 5, height: 30);
        await node.Prepare("v0.2.0", folder: null, coreArgs: null, "always-exit=1");
        (await node.Run().WaitForExit()).ShouldBe(1);
        node.ShouldHaveStarted("v0.1.0", "v0.2.0");
        await node.Prepare("v0.2.0"); // The network's team has mended it.

        var (back, said) = await node.Do("switch", "v0.1.0", "--height", "29", "--reason", "once more");

        back.ShouldBe(0, said);
        said.ShouldContain("starts v0.1.0 in genesis from the snapshot at block 29");
        var visor = node.Run();
        await node.Ready("v0.2.0");
        await node.Ledger.WaitFor(l => l.Is("block-after-start", "v0.2.0") && l.Height > 30, "a block of the new release");
        node.Ledger.All("start").Select(l => (l.Release, l.Flag)).ShouldBe([("v0.1.0", null), ("v0.2.0", "30"), ("v0.1.0", "29"), ("v0.2.0", "30")]);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task Whoever_says_nothing_sense_or_too_much_on_the_socket_is_sent_away_and_the_node_runs_on()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();

        (await Say(node, "{\"v\":99,\"word\":\"v0.1.0\"}\n")).ShouldContain("\"exitCode\":64");
        (await Say(node, "\0\u001b[2J garbage\n")).ShouldContain("\"exitCode\":64");
        (await Say(node, new string('x', 100_000))).ShouldBeEmpty();
        (await Say(node, "{\"v\":1,\"word\":\"../../etc\"}\n")).ShouldContain("\"exitCode\":64");
        File.GetUnixFileMode(node.In(".visor", "control.sock")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        node.ShouldHaveStarted("v0.1.0");
        await node.StopCleanly(visor);
        File.Exists(node.In(".visor", "control.sock")).ShouldBeFalse();
    }

    [Fact]
    public async Task The_socket_that_a_killed_Visor_has_left_is_in_nobodys_way()
    {
        await using var node = await TestNode.Create();
        var killed = await node.RunUntilReady();
        await killed.Kill();
        var visor = await node.RunUntilAdopted();
        await node.Prepare("v0.1.1");

        var (exitCode, output) = await node.Do("switch", "v0.1.1");

        exitCode.ShouldBe(0, output);
        await node.StopCleanly(visor);
    }

    private static async Task<string> Say(TestNode node, string text)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(node.In(".visor", "control.sock")), TestContext.Current.CancellationToken);
        var answer = new byte[8192];
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken);
            return Encoding.UTF8.GetString(answer, 0, await socket.ReceiveAsync(answer, TestContext.Current.CancellationToken));
        }
        catch (SocketException)
        {
            return ""; // Closed while it was being said.
        }
    }
}
