using Shouldly;
using Visor.EndToEnd.Faults;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Recovery;
using Xunit;
using static Visor.EndToEnd.Homes.StampedNode;

namespace Visor.EndToEnd.Homes;

/// <summary>The stamp that Visor keeps beside the chain's data knows what ran on it, whatever has become of the home.</summary>
public sealed class DataStampTests
{
    [Fact]
    public async Task A_restored_copy_of_visors_own_folder_is_refused_until_somebody_says_that_the_data_counts()
    {
        await using var node = await TestNode.Create();
        await node.StopCleanly(await node.RunUntilReady());
        await Copy(node.In(".visor"), node.In("copy"));
        await Upgrade(node);
        await Restore(node.In("copy"), node.In(".visor"));

        var first = await Refused(node);
        first.ShouldContain($"{Stamp(node)} says that v0.2.0 (in v0.2.0, since block {node.Network.UpgradeHeight}) ran last on this chain's data");
        first.ShouldContain("but the journal ends with v0.1.0 (in genesis): the journal is older than the data");
        (await Refused(node)).ShouldContain("the journal is older than the data");
        node.ShouldHaveStarted(TestNode.Genesis, TestNode.Genesis, Next);

        var output = await Contradictions.Type(Contradictions.Command(first, "as the data says", ""));

        output.ShouldContain("starts v0.2.0 in v0.2.0");
        node.Current.ShouldBe(Next);
        (await node.Do("history")).Output.ShouldMatch(@"mismatch settled with --keep-data by .*\(uid \d+\)");
        var visor = node.Run();
        await node.ReadyAfterStarts(4, Next);
        node.Ledger.All("start")[3].Flag.ShouldBeNull();
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_restored_copy_of_the_whole_home_is_refused_and_names_the_release_that_it_lacks()
    {
        await using var node = await TestNode.Create();
        await node.StopCleanly(await node.RunUntilReady());
        await Copy(node.Home, node.Home + ".copy");
        await Upgrade(node);
        await Restore(node.Home + ".copy", node.Home);

        var refused = await Refused(node);

        var command = Contradictions.Command(refused, "as the data says", "");
        command.ShouldStartWith($"visor stage v0.2.0 --home {node.Home} && visor resolve");
        await Refused(node);
        node.ShouldHaveStarted(TestNode.Genesis, TestNode.Genesis, Next);
        await node.Prepare(Next);
        await Contradictions.Type(command);
        var visor = node.Run();
        await node.ReadyAfterStarts(4, Next);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task Without_its_journal_a_home_whose_link_says_otherwise_than_the_data_starts_nothing()
    {
        await using var node = await TestNode.Create();
        await Upgrade(node);
        File.Delete(node.In(".visor", "journal.jsonl"));
        File.Delete(node.In("current"));
        File.CreateSymbolicLink(node.In("current"), "genesis");

        (await Refused(node)).ShouldContain("the journal that recorded it is gone");
        (await Refused(node)).ShouldNotContain("--keep-current", customMessage: "which is refused, since genesis would fork off");
        (await node.Do("resolve", "--keep-current")).ExitCode.ShouldBe(Contradictory);
        await Contradictions.Type(Contradictions.Command(await Refused(node), "as the data says", ""));

        node.Current.ShouldBe(Next);
        var visor = node.Run();
        await node.ReadyAfterStarts(3, Next);
        await node.StopCleanly(visor);
        node.ShouldHaveStarted(TestNode.Genesis, Next, Next);
    }

    [Fact]
    public async Task Without_its_journal_a_home_whose_link_says_the_same_as_the_data_goes_on()
    {
        await using var node = await TestNode.Create();
        await Upgrade(node);
        File.Delete(node.In(".visor", "journal.jsonl"));

        var visor = node.Run();

        await node.ReadyAfterStarts(3, Next);
        node.Journal.ShouldContain($"\"type\":\"witnessed\",\"tag\":\"v0.2.0\",\"folder\":\"v0.2.0\",\"height\":{node.Network.UpgradeHeight}");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task Data_restored_from_before_the_upgrade_is_not_given_to_the_release_behind_it()
    {
        await using var node = await TestNode.Create();
        await node.StopCleanly(await node.RunUntilReady());
        await Copy(Stamp(node), Stamp(node) + ".copy");
        await Upgrade(node);
        await Eventually.See(() => node.Journal.Contains("\"type\":\"stamped\",\"number\":2", StringComparison.Ordinal) ? node : null, () => node.Journal);
        File.Move(Stamp(node) + ".copy", Stamp(node), overwrite: true);

        var refused = await Refused(node);

        refused.ShouldContain("v0.1.0 (in genesis) ran last on this chain's data");
        refused.ShouldContain("the data is older than the journal");
        await Contradictions.Type(Contradictions.Command(refused, "as the journal says", ""));
        var visor = node.Run();
        await node.ReadyAfterStarts(4, Next);
        (await node.Do("history")).Output.ShouldMatch(@"mismatch settled with --keep-journal by .*\(uid \d+\): the stamp beside the chain's data named v0\.1\.0");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task The_data_of_another_home_is_not_run_on_until_somebody_says_so()
    {
        await using var node = await TestNode.Create();
        await node.StopCleanly(await node.RunUntilReady());
        Directory.Delete(node.In(".visor"), recursive: true);

        var refused = await Refused(node);

        refused.ShouldContain("for another home");
        await Refused(node);
        var output = await Contradictions.Type(Contradictions.Command(refused, "as current says", ""));
        output.ShouldContain("starts v0.1.0 in genesis");
        var visor = node.Run();
        await node.ReadyAfterStarts(2);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_node_that_lives_is_neither_adopted_nor_stopped_while_its_data_contradicts_the_journal()
    {
        await using var node = await TestNode.Create();
        await node.StopCleanly(await node.RunUntilReady());
        await Copy(node.In(".visor", "journal.jsonl"), node.In("copy"));
        var killed = await UpgradeAndLeave(node);
        File.Move(node.In("copy"), node.In(".visor", "journal.jsonl"), overwrite: true);

        var refused = await Refused(node);

        refused.ShouldContain("this is still running");
        node.Living("core").ShouldHaveSingleItem();
        var command = Contradictions.Command(refused, "as the data says", "");
        command.ShouldStartWith($"visor stop --home {node.Home} && ");
        await Contradictions.Type(command);
        TestNode.NothingLives(killed);
        var visor = node.Run();
        await node.ReadyAfterStarts(4, Next);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_home_whose_data_has_no_stamp_gets_one()
    {
        await using var node = await TestNode.Create();
        await node.StopCleanly(await node.RunUntilReady());
        File.Delete(Stamp(node));
        Directory.Delete(node.In(".visor"), recursive: true); // As one of the original.

        var visor = await node.RunUntilAdopted();

        await Stamped(node, 1, TestNode.Genesis);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_stamp_that_cannot_be_written_stops_no_node_and_is_said()
    {
        await using var node = await TestNode.Create(config: "[dataStamp]\npath = \"/proc/visor-stamp.json\"\n");

        var visor = await node.RunUntilReady();

        var status = await node.WaitForStatus(s => s.Notice is not null, "the notice");
        status.Notice.ShouldNotBeNull().ShouldContain("Visor cannot stamp the chain's data");
        status.Notice!.ShouldContain("/proc/visor-stamp.json");
        await node.Prepare(Next);
        node.Network.UpgradeIn(20, Next);
        await node.Ready(Next);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task Who_wants_no_stamp_gets_none()
    {
        await using var node = await TestNode.Create(config: "[dataStamp]\nenabled = false\n");
        await Upgrade(node);

        File.Exists(Stamp(node)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(Fault.CrashBefore)]
    [InlineData(Fault.CrashAfter)]
    [InlineData(Fault.Error)]
    [InlineData(Fault.Hang)]
    public async Task Whatever_happens_to_the_stamp_of_an_upgrade_the_node_runs_on_and_the_data_is_stamped(string mode)
    {
        await using var node = await TestNode.Create();
        await node.Prepare(Next);
        Directory.CreateDirectory(node.NodeHome);
        var visor = node.RunWithFault($"stamp:{mode}:2");
        await Stamped(node, 1, TestNode.Genesis);
        node.Network.UpgradeIn(20, Next);

        visor = await FaultyUpgrade.Suffer(node, visor, mode);

        await Stamped(node, 2, Next);
        await node.WaitForStatus(s => s.Visor.Pid == visor.Pid && s.IsReady(Next), "ready");
        node.ShouldHaveStarted(TestNode.Genesis, Next);
        await node.StopCleanly(visor);
    }

    private static async Task Upgrade(TestNode node)
    {
        await node.Prepare(Next);
        var visor = await UpgradeUnder(node);
        await node.StopCleanly(visor);
    }

    private static async Task<TestProcess> UpgradeAndLeave(TestNode node)
    {
        await node.Prepare(Next);
        var visor = await UpgradeUnder(node);
        await Stamped(node, 2, Next);
        await visor.Kill();
        return visor;
    }

    private static async Task Copy(string from, string to)
    {
        var (code, output) = await TestProcess.Run("cp", "-a", from, to);
        code.ShouldBe(0, output);
    }

    private static async Task Restore(string copy, string to)
    {
        Directory.Delete(to, recursive: true);
        await Copy(copy, to);
    }
}
