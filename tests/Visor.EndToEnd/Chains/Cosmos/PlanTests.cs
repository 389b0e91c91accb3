using System.Globalization;
using Shouldly;
using Visor.EndToEnd.Cosmos;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Chains.Cosmos;

/// <summary>Upgrades that no chain has agreed on, and files that announce one too early.</summary>
public sealed class PlanTests
{
    [Theory]
    [InlineData("047")]
    [InlineData("050")]
    public async Task A_plan_of_the_operator_is_exact_when_the_node_was_started_with_it(string dialect)
    {
        // Slow enough for Visor to hear of a block near the last one on a busy machine: what that is for else, HaltTests shows.
        await using var home = CosmosHome.Create(dialect, blockTimeMs: 250);
        home.Prepare("v1.1", new CosmosRelease("v1.1.0") { Upgrade = "v1.1" });
        home.Network.Pause(3);
        var before = Run(home);
        await home.Rpc.Reaches(3);
        (await Do(home, "plan", "v1.1", "--height", "30")).ShouldBe(0, home.Everything());
        await before.WaitForLine("The network has accepted the upgrade to v1.1 at block 30");
        (await before.Terminate()).ShouldBe(0, home.Everything());
        home.Network.Set("switches", new[] { new { name = "v1.1", height = 30 } });
        var visor = Run(home);
        await visor.WaitForLine("The node is told to halt before block 30");
        await visor.WaitForLine("The node answers");
        home.Network.GoOn();

        await home.Ledger.WaitFor("first-block", "v1.1.0");
        await home.Rpc.Reaches(40);
        home.Ledger.Disasters.ShouldBeEmpty(home.Everything());
        home.Current.ShouldBe("upgrades/v1.1");
    }

    [Fact]
    public async Task A_file_that_Cosmovisor_wrote_early_is_a_plan_and_not_due()
    {
        await using var home = CosmosHome.Create();
        home.Network.Pause(3);
        var visor = Run(home);
        await home.Rpc.Reaches(3);
        home.Prepare("v2");
        home.Write("data/upgrade-info.json", """{"name":"v2","time":"0001-01-01T00:00:00Z","height":25}""");

        await visor.WaitForLine("accepted the upgrade to v2 at block 25");
        home.Network.Plan("v2", 25, "");
        home.Network.GoOn();
        await home.Ledger.WaitFor("first-block", "v2.0.0");
        home.Ledger.Disasters.ShouldBeEmpty(home.Everything());
        home.Ledger.Starts.ShouldBe(["v1.0.0", "v2.0.0"], home.Everything());
    }

    [Fact]
    public async Task A_plan_that_is_cancelled_after_it_was_staged_is_withdrawn()
    {
        await using var home = CosmosHome.Create();
        home.Prepare("v2");
        home.Network.Pause(3);
        home.Network.Plan("v2", 60, "{}");
        var visor = Run(home);
        await visor.WaitForLine("v2 for block 60 is ready");
        home.Network.Cancel("v2");
        home.Network.GoOn();

        await visor.WaitForLine("The accepted upgrade was withdrawn");
        await home.Rpc.Reaches(70);
        home.Ledger.Starts.ShouldBe(["v1.0.0"], home.Everything());
    }

    [Fact]
    public async Task An_upgrade_that_the_node_is_told_to_skip_is_not_made()
    {
        await using var home = CosmosHome.Create();
        home.Prepare("v2");
        home.Network.Pause(3);
        home.Network.Plan("v2", 20, "{}");
        var visor = Run(home, "--unsafe-skip-upgrades=7,20");
        await home.Rpc.Reaches(3);
        home.Network.GoOn();

        await home.Rpc.Reaches(30);
        home.Ledger.Starts.ShouldBe(["v1.0.0"], home.Everything());
        home.Current.ShouldBe("genesis");
        visor.HasExited.ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"name\":\"v2\",\"hei")]
    [InlineData("null")]
    public async Task A_broken_file_stops_nothing_that_runs(string text)
    {
        await using var home = CosmosHome.Create();
        home.Prepare("v2");
        home.Network.Pause(3);
        var visor = Run(home);
        await home.Rpc.Reaches(3);
        await visor.WaitForLine("is ready");
        await File.WriteAllTextAsync(home.UpgradeInfo, text, TestContext.Current.CancellationToken);
        home.Network.Plan("v2", 20, "{}");
        home.Network.GoOn();

        await home.Ledger.WaitFor("first-block", "v2.0.0");
        home.Ledger.Starts.ShouldBe(["v1.0.0", "v2.0.0"], home.Everything());
        home.Ledger.Disasters.ShouldBeEmpty(home.Everything());
    }

    [Fact]
    public async Task An_empty_file_that_a_power_cut_has_left_is_put_aside_before_the_start()
    {
        await using var home = CosmosHome.Create();
        home.Network.Pause(3);
        home.Write("data/upgrade-info.json", "");
        var visor = Run(home);

        await home.Rpc.Reaches(3);
        visor.Output.ShouldContain("was empty, which stops every release");
        home.Ledger.Refusals.ShouldBeEmpty(home.Everything());
    }

    [Fact]
    public async Task Two_upgrades_two_blocks_apart_are_both_made()
    {
        await using var home = CosmosHome.Create();
        home.Prepare("v2").Prepare("v3", Both);
        home.Network.Pause(3);
        home.Network.Plan("v2", 20, "{}");
        home.Network.Plan("v3", 22, "{}", scheduledAt: 20);
        Run(home);
        await home.Rpc.Reaches(3);
        home.Network.GoOn();

        await home.Ledger.WaitFor("first-block", "v3.0.0");
        home.Ledger.Starts.ShouldBe(["v1.0.0", "v2.0.0", "v3.0.0"], home.Everything());
        home.Ledger.Disasters.ShouldBeEmpty(home.Everything());
    }

    [Fact]
    public async Task Ten_upgrades_on_the_way_from_genesis_need_nobody()
    {
        await using var home = CosmosHome.Create();
        List<string> handlers = [];
        for (var i = 2; i <= 11; i++)
        {
            handlers.Add(string.Create(CultureInfo.InvariantCulture, $"v{i}"));
            home.Prepare(handlers[^1], new CosmosRelease($"{handlers[^1]}.0.0") { Handlers = [.. handlers] });
            home.Network.Plan(handlers[^1], 10 * i, "{}", scheduledAt: (10 * i) - 10);
        }

        home.Network.Pause(200);
        Run(home);
        await home.Ledger.WaitFor("first-block", "v11.0.0");
        home.Ledger.Starts.Count().ShouldBe(11, home.Everything());
        home.Ledger.Disasters.ShouldBeEmpty(home.Everything());
    }

    [Fact]
    public async Task An_upgrade_that_another_program_has_made_is_taken_over_and_ours_leaves_what_Cosmovisor_would()
    {
        await using var home = CosmosHome.Create();
        home.Prepare("v2").Prepare("v3", Both);
        home.Network.Pause(3);
        home.Network.Plan("v2", 20, "{}");
        var visor = Run(home);
        await home.Rpc.Reaches(3);
        (await visor.Terminate()).ShouldBe(0);

        // What Cosmovisor does at the block: it ends the old release, links the new one, and writes the file beside it.
        var old = home.Start();
        await home.Rpc.Reaches(3);
        home.Network.GoOn(); // A node that is behind when it starts fetches its blocks, and ends at the block of the upgrade.
        await home.Ledger.WaitFor("halted", "v1.0.0");
        await old.Terminate();
        File.Delete(home.In("cosmovisor", "current"));
        File.CreateSymbolicLink(home.In("cosmovisor", "current"), home.In("cosmovisor", "upgrades", "v2"));
        File.Copy(home.UpgradeInfo, home.In("cosmovisor", "upgrades", "v2", "upgrade-info.json"));

        var next = Run(home);
        await home.Ledger.WaitFor("first-block", "v2.0.0");
        next.Output.ShouldContain("while no Visor ran");
        home.Network.PlanIn(20, "v3");
        await home.Ledger.WaitFor("first-block", "v3.0.0");
        home.Current.ShouldBe("upgrades/v3");
        File.ReadAllText(home.In("cosmovisor", "upgrades", "v3", "upgrade-info.json")).ShouldBe(File.ReadAllText(home.UpgradeInfo));
        home.Ledger.Disasters.ShouldBeEmpty(home.Everything());
    }

    [Fact]
    public async Task A_node_that_lives_on_without_moving_is_told_of_and_not_restarted()
    {
        await using var home = CosmosHome.Create();
        home.Network.Pause(3);
        home.Network.Plan("v2", 20, "{}");
        home.Prepare("v2");
        var visor = Run(home);
        await home.Rpc.Reaches(3);
        File.Delete(home.In("cosmovisor", "upgrades", "v2", "bin", "appd"));
        home.Network.GoOn();

        await home.Ledger.WaitFor("halted", "v1.0.0");
        await visor.WaitForLine("The upgrade to v2 is due");
        home.Ledger.Living.ShouldHaveSingleItem("the halted node is left alone while its next release is missing");
        home.Prepare("v2");
        await home.Ledger.WaitFor("first-block", "v2.0.0");
        home.Ledger.Disasters.ShouldBeEmpty(home.Everything());
    }

    [Fact]
    public async Task Data_under_an_older_release_are_told_of_with_the_release_that_they_belong_to()
    {
        await using var home = CosmosHome.Create();
        home.Prepare("v2");
        home.Network.Plan("v2", 20, "{}");
        home.Network.Pause(30);
        var first = Run(home);
        await home.Rpc.Reaches(30);
        (await first.Terminate()).ShouldBe(0);

        // As after a snapshot was restored on a machine where no Visor has run.
        Directory.Delete(home.In("cosmovisor", ".visor"), recursive: true);
        File.Delete(home.In("cosmovisor", "current"));
        File.CreateSymbolicLink(home.In("cosmovisor", "current"), "genesis");
        var next = Run(home);
        await next.WaitForLine("have gone through the upgrade v2 at block 20, and genesis runs");
        await next.WaitForLine("visor switch v2");
    }

    private static CosmosRelease Both { get; } = new("v3.0.0") { Handlers = ["v2", "v3"] };

    private static TestProcess Run(CosmosHome home, params string[] more) =>
        home.Keep(TestProcess.Start(Programs.Visor, ["cosmovisor", "run", "start", "--home", home.Folder, .. more], home.Environment));

    private static Task<int> Do(CosmosHome home, params string[] words) => home.Keep(TestProcess.Start(Programs.Visor, words, home.Environment)).WaitForExit();
}
