using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Recovery;

/// <summary>The ways out of a contradiction, typed as they are printed, each end in a node of the right version.</summary>
public sealed class ResolveTests
{
    private const int Busy = 75;
    private const int Contradictory = 78;

    public static TheoryData<string> Hows => [.. Contradictions.All];

    [Theory]
    [MemberData(nameof(Hows))]
    public async Task As_the_journal_says_and_the_node_that_lives_is_adopted(string how)
    {
        await using var node = await TestNode.Create(withDataNode: true);
        await Contradictions.Abandon(node, due: false, lives: true);
        await Contradictions.Make(node, how, TestNode.Genesis);

        var output = await Contradictions.Type(await Printed(node, "as the journal says", "genesis"));

        output.ShouldContain("adopts v0.1.0 in genesis, which keeps running");
        node.Current.ShouldBe("genesis");
        File.Exists(node.In("current.aside", "vega")).ShouldBe(how is "a real folder");
        (await node.Do("history")).Output.ShouldMatch(@"mismatch settled with --keep-journal by .*\(uid \d+\): current (named|was) ");
        var next = await node.RunUntilAdopted();
        node.ShouldHaveStarted(TestNode.Genesis);
        await node.StopCleanly(next);
    }

    [Theory]
    [MemberData(nameof(Hows))]
    public async Task As_current_says_and_the_node_that_lives_is_stopped_first(string how)
    {
        await using var node = await TestNode.Create(withDataNode: true);
        var killed = await Contradictions.Abandon(node, due: false, lives: true);
        await Contradictions.Make(node, how, TestNode.Genesis);
        var folder = how is "a real folder" ? "moved" : "elsewhere";
        (await node.Do("resolve", "--keep-current")).ExitCode.ShouldBe(Busy);

        var output = await Contradictions.Type(await Printed(node, "as current says", folder));

        output.ShouldContain($"starts v0.1.0 in {folder}");
        (await node.Do("history")).Output.ShouldMatch(@"mismatch settled with --keep-current by .*\(uid \d+\)");
        TestNode.NothingLives(killed);
        var next = node.Run();
        await node.ReadyAfterStarts(2);
        next.Output.ShouldNotContain("Changed by hand");
        node.Current.ShouldBe(folder);
        await node.StopCleanly(next);
    }

    [Theory]
    [MemberData(nameof(Hows))]
    public async Task As_the_journal_says_and_the_upgrade_that_is_due_goes_on(string how)
    {
        await using var node = await TestNode.Create();
        await Contradictions.Abandon(node, due: true, lives: false);
        await Contradictions.Make(node, how, "v0.2.0");

        var output = await Contradictions.Type(await Printed(node, "as the journal says", "genesis"));

        output.ShouldContain($"continues the upgrade to v0.2.0 at block {node.Network.UpgradeHeight}");
        node.Current.ShouldBe("genesis");
        await node.Prepare("v0.2.0");
        await Upgraded(node, "v0.2.0");
    }

    [Theory]
    [MemberData(nameof(Hows))]
    public async Task As_current_says_and_its_release_goes_on_from_the_block_of_the_upgrade(string how)
    {
        await using var node = await TestNode.Create();
        await Contradictions.Abandon(node, due: true, lives: false);
        await Contradictions.Make(node, how, "v0.2.0");
        var folder = how is "a real folder" ? "moved" : "elsewhere";

        var output = await Contradictions.Type(await Printed(node, "as current says", folder));

        output.ShouldContain($"starts v0.2.0 in {folder} from the snapshot at block {node.Network.UpgradeHeight}");
        await Upgraded(node, folder);
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("elsewhere")]
    public async Task As_the_journal_says_and_a_node_that_lives_at_the_block_is_adopted_and_upgraded(string how)
    {
        await using var node = await TestNode.Create(withDataNode: true);
        await Contradictions.Abandon(node, due: true, lives: true);
        await Contradictions.Make(node, how, "v0.2.0");

        var (code, output) = await node.Do("resolve", "--keep-journal");

        code.ShouldBe(0, output);
        output.ShouldContain("adopts v0.1.0 in genesis, which is running, and continues the upgrade to v0.2.0");
        node.Ledger.Lines.ShouldNotContain(l => l.IsEnd || l.Event == "sigterm");
        await node.Prepare("v0.2.0");
        await Upgraded(node, "v0.2.0");
    }

    [Fact]
    public async Task The_old_release_in_another_folder_is_refused_once_the_upgrade_is_due()
    {
        await using var node = await TestNode.Create();
        await Contradictions.Abandon(node, due: true, lives: false);
        await Contradictions.Make(node, "elsewhere", TestNode.Genesis);
        var journal = node.Journal;

        var (code, output) = await node.Do("resolve", "--keep-current");

        code.ShouldBe(Contradictory, output);
        output.ShouldContain($"the chain switched to v0.2.0 at block {node.Network.UpgradeHeight}");
        output.ShouldContain("would fork");
        node.Journal.ShouldBe(journal);
    }

    [Fact]
    public async Task Another_release_than_the_agreed_one_is_accepted_with_a_warning_that_names_both()
    {
        await using var node = await TestNode.Create();
        await Contradictions.Abandon(node, due: true, lives: false);
        await Contradictions.Make(node, "elsewhere", "v0.2.1");

        var (code, output) = await node.Do("resolve", "--keep-current");

        code.ShouldBe(0, output);
        output.ShouldContain("has agreed on v0.2.0");
        output.ShouldContain("elsewhere holds v0.2.1");
        output.ShouldContain($"starts v0.2.1 in elsewhere from the snapshot at block {node.Network.UpgradeHeight}");
    }

    [Fact]
    public async Task The_journal_counts_also_if_the_node_has_died_since_the_contradiction_was_seen()
    {
        await using var node = await TestNode.Create();
        var killed = await Contradictions.Abandon(node, due: false, lives: true);
        await Contradictions.Make(node, "elsewhere", TestNode.Genesis);
        var command = await Printed(node, "as the journal says", "genesis");
        killed.Mark.KillBearers();

        await Contradictions.Type(command);

        node.Current.ShouldBe("genesis");
    }

    [Fact]
    public async Task A_journalled_folder_that_is_gone_is_not_linked()
    {
        await using var node = await TestNode.Create();
        await node.StopCleanly(await node.RunUntilReady());
        File.Delete(node.In("current"));
        Directory.Delete(node.In("genesis"), recursive: true);

        var (code, output) = await node.Do("resolve", "--keep-journal");

        code.ShouldBe(Contradictory, output);
        output.ShouldContain("does not exist: put it back");
        node.Current.ShouldBeNull();
    }

    [Fact]
    public async Task What_was_set_aside_before_is_kept()
    {
        await using var node = await TestNode.Create();
        await node.StopCleanly(await node.RunUntilReady());
        Directory.CreateDirectory(node.In("current.aside"));
        File.Delete(node.In("current"));
        node.Write("current", "a file");

        var (code, output) = await node.Do("resolve", "--keep-journal");

        code.ShouldBe(0, output);
        output.ShouldContain(node.In("current.aside-2"));
        (await File.ReadAllTextAsync(node.In("current.aside-2"), TestContext.Current.CancellationToken)).ShouldBe("a file");
        node.Current.ShouldBe("genesis");
    }

    [Theory]
    [InlineData("--keep-journal")]
    [InlineData("--keep-current")]
    public async Task Where_nothing_contradicts_nothing_is_changed(string keep)
    {
        await using var node = await TestNode.Create();
        await node.StopCleanly(await node.RunUntilReady());
        var journal = node.Journal;

        var (code, output) = await node.Do("resolve", keep);

        code.ShouldBe(0, output);
        output.ShouldContain("No mismatch");
        output.ShouldContain("starts v0.1.0 in genesis");
        node.Journal.ShouldBe(journal);
        node.Current.ShouldBe("genesis");
    }

    [Fact]
    public async Task While_a_visor_runs_nothing_is_resolved()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();

        var (code, output) = await node.Do("resolve", "--keep-journal");

        code.ShouldBe(Busy, output);
        output.ShouldContain($"pid {visor.Pid}");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task The_release_from_before_an_upgrade_is_not_kept_by_a_link_that_names_it()
    {
        await using var node = await TestNode.Create();
        await node.Prepare("v0.2.0");
        var visor = await node.RunUntilReady();
        node.Network.UpgradeIn(40, "v0.2.0");
        await node.Ready("v0.2.0");
        await node.StopCleanly(visor);
        File.Delete(node.In("current"));
        File.CreateSymbolicLink(node.In("current"), "genesis");

        var refused = node.Run();
        (await refused.WaitForExit()).ShouldBe(78, refused.Output);
        refused.Output.ShouldContain($"the upgrade at block {node.Network.UpgradeHeight} was called off: visor switch v0.1.0 --abandon-upgrade --home {node.Home}");
        refused.Output.ShouldNotContain("--keep-current");
        var (exitCode, said) = await node.Do("resolve", "--keep-current");

        exitCode.ShouldBe(78, said);
        said.ShouldContain("would fork there");
        (await node.Run().WaitForExit()).ShouldBe(78, node.Everything());
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
    }

    private static async Task<string> Printed(TestNode node, string way, string folder)
    {
        var refused = node.Run();
        (await refused.WaitForExit()).ShouldBe(Contradictory, refused.Output);
        return Contradictions.Command(refused.Output, way, folder);
    }

    private static async Task Upgraded(TestNode node, string folder)
    {
        var next = node.Run();
        await node.Ready("v0.2.0");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        node.Ledger.All("start")[1].Flag.ShouldBe($"{node.Network.UpgradeHeight}");
        node.Current.ShouldBe(folder);
        await node.StopCleanly(next);
    }
}
