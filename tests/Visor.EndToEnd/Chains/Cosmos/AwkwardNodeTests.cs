using Shouldly;
using Visor.EndToEnd.Cosmos;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Chains.Cosmos;

/// <summary>Nodes that announce, start, stop and answer as real ones do where it is awkward.</summary>
public sealed class AwkwardNodeTests
{
    [Fact]
    public async Task A_file_that_is_written_while_its_block_is_only_proposed_does_no_harm()
    {
        await using var home = CosmosHome.Create();
        home.Prepare("v2");
        home.Network.Set("optimistic", true);
        home.Network.Pause(3);
        home.Network.Plan("v2", 20, "{}");
        await Ready(home, Run(home));
        home.Network.Pause(19);
        await home.Rpc.Reaches(19);
        home.Network.Set("proposedHeight", 20);

        await home.Ledger.WaitFor("needed", "v1.0.0");
        await home.Ledger.WaitFor("loaded", "v2.0.0");
        home.Network.GoOn();
        await home.Ledger.WaitFor("first-block", "v2.0.0");
        await home.Rpc.Reaches(25);
        Started(home, "v1.0.0", "v2.0.0");
    }

    [Fact]
    public async Task A_file_of_an_older_upgrade_announces_nothing()
    {
        await using var home = CosmosHome.Create();
        home.Prepare("v2");
        home.HasExecuted(3);
        home.Write("data/upgrade-info.json", """{"name":"v1","time":"0001-01-01T00:00:00Z","height":2}""");
        home.Network.Pause(3);
        home.Network.Plan("v2", 20, "{}");
        var visor = Run(home);
        await Ready(home, visor);
        home.Network.GoOn();

        await home.Ledger.WaitFor("first-block", "v2.0.0");
        Started(home, "v1.0.0", "v2.0.0");
        visor.Output.ShouldNotContain("upgrade to v1");
    }

    [Fact]
    public async Task Rebooted_while_an_upgrade_was_due_it_starts_only_the_next_release()
    {
        await using var home = CosmosHome.Create();
        home.Network.Pause(3);
        home.Network.Plan("v2", 20, "{}");
        var visor = Run(home);
        await Ready(home, visor);
        home.Network.GoOn();
        await visor.WaitForLine("The upgrade to v2 is due");
        await visor.Kill();
        var node = home.Ledger.Living.ShouldHaveSingleItem();
        _ = Native.Kill(node.Pid, Native.SigKill);
        await Eventually.Holds(() => !node.IsOfLiving, "the end of the node");

        home.Prepare("v2");
        Run(home);
        await home.Ledger.WaitFor("first-block", "v2.0.0");
        Started(home, "v1.0.0", "v2.0.0");
    }

    [Theory]
    [InlineData("047")]
    [InlineData("050")]
    public async Task A_long_silent_migration_is_neither_killed_nor_restarted_whatever_the_limits_say(string dialect)
    {
        await using var home = CosmosHome.Create(dialect);
        home.Prepare("v2");
        home.Write("cosmovisor/visor.toml", "maxNumberOfRestarts = 1\nmaxNumberOfFirstConnectionRetries = 1\nmaxNumberOfRestartConnectionRetries = 1\nrpcTimeoutSeconds = 1\n");
        home.Network.Plan("v2", 20, "{}");
        home.Network.Pause(30);
        home.Network.Hold("migration");
        var visor = Run(home);
        var migrating = await home.Ledger.WaitFor("migrating", "v2.0.0");

        // Longer than all of those limits together.
        await Eventually.Holds(() => TimeProvider.System.GetUtcNow() - migrating.At > TimeSpan.FromSeconds(8), "8 s");
        migrating.IsOfLiving.ShouldBeTrue(home.Everything());
        visor.HasExited.ShouldBeFalse(home.Everything());
        Started(home, "v1.0.0", "v2.0.0");
        home.Network.LetGo();
        await home.Ledger.WaitFor("first-block", "v2.0.0");
        await visor.WaitForLine("v2 is ready");
        Started(home, "v1.0.0", "v2.0.0");
    }

    [Fact]
    public async Task Who_stops_in_a_migration_waits_for_its_end()
    {
        await using var home = CosmosHome.Create();
        home.Prepare("v2");
        home.Network.Plan("v2", 20, "{}");
        home.Network.Pause(30);
        home.Network.Hold("migration");
        var visor = Run(home);
        var migrating = await home.Ledger.WaitFor("migrating", "v2.0.0");
        var stop = home.Keep(TestProcess.Start(Programs.Visor, ["stop", "--home", home.Folder], home.Environment));
        await home.Ledger.WaitFor("sigterm", "v2.0.0");
        migrating.IsOfLiving.ShouldBeTrue(home.Everything());
        stop.HasExited.ShouldBeFalse(home.Everything());

        home.Network.LetGo();
        (await stop.WaitForExit()).ShouldBe(0, home.Everything());
        (await visor.WaitForExit()).ShouldBe(0, home.Everything());
        await home.Ledger.WaitFor("stopped", "v2.0.0");
        home.Ledger.All("applied", "v2.0.0").ShouldHaveSingleItem(home.Everything());
        home.Ledger.Disasters.ShouldBeEmpty(home.Everything());
    }

    [Fact]
    public async Task Who_stops_in_a_migration_whose_Visor_was_killed_waits_for_its_end_too()
    {
        await using var home = CosmosHome.Create();
        home.Prepare("v2");
        home.Network.Plan("v2", 20, "{}");
        home.Network.Pause(30);
        home.Network.Hold("migration");
        var visor = Run(home);
        var migrating = await home.Ledger.WaitFor("migrating", "v2.0.0");
        await visor.Kill();
        var stop = home.Keep(TestProcess.Start(
            Programs.Visor, ["stop", "--home", home.Folder], new Dictionary<string, string?>(home.Environment, StringComparer.Ordinal) { ["DAEMON_SHUTDOWN_GRACE"] = "1s" }));
        var told = await home.Ledger.WaitFor("sigterm", "v2.0.0");

        await Eventually.Holds(() => TimeProvider.System.GetUtcNow() - told.At > TimeSpan.FromSeconds(3), "3 s, three times the grace period");
        migrating.IsOfLiving.ShouldBeTrue(home.Everything());
        home.Network.LetGo();
        (await stop.WaitForExit()).ShouldBe(0, home.Everything());
        home.Ledger.All("applied", "v2.0.0").ShouldHaveSingleItem(home.Everything());
        home.Ledger.Disasters.ShouldBeEmpty(home.Everything());
    }

    [Fact]
    public async Task A_node_that_closes_slowly_is_waited_for()
    {
        await using var home = CosmosHome.Create(genesis: new CosmosRelease { CloseMs = 3000 });
        home.Prepare("v2");
        home.Network.Pause(3);
        home.Network.Plan("v2", 20, "{}");
        await Ready(home, Run(home));
        home.Network.GoOn();

        await home.Ledger.WaitFor("first-block", "v2.0.0");
        home.Ledger.All("stopped", "v1.0.0").ShouldHaveSingleItem(home.Everything());
        Started(home, "v1.0.0", "v2.0.0");
    }

    [Fact]
    public async Task A_socket_that_the_old_release_has_left_behind_does_not_stop_the_next_one()
    {
        await using var home = CosmosHome.Create("047");
        home.Prepare("v2");
        home.Listen($"unix://{home.Folder}/rpc.sock");
        home.Network.Pause(3);
        home.Network.Plan("v2", 20, "{}");
        var visor = Run(home);
        await Ready(home, visor);
        var node = home.Ledger.Living.ShouldHaveSingleItem();
        _ = Native.Kill(node.Pid, Native.SigKill);
        await home.Ledger.WaitFor("rpc-open", count: 2);
        home.Network.GoOn();

        await home.Ledger.WaitFor("first-block", "v2.0.0");
        Started(home, "v1.0.0", "v1.0.0", "v2.0.0");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_node_is_asked_where_its_flag_or_its_environment_has_it_listen(bool isFlag)
    {
        await using var home = CosmosHome.Create();
        home.Prepare("v2");
        home.Network.Pause(3);
        home.Network.Plan("v2", 20, "{}");
        var address = home.Rpc.Address.Replace(":26657", ":26999", StringComparison.Ordinal);
        using var rpc = new CosmosRpc(address);
        var environment = home.Environment.ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);
        environment["APPD_RPC_LADDR"] = isFlag ? "tcp://127.0.0.1:1" : address;
        string[] flag = isFlag ? ["--rpc.laddr", address] : [];
        var visor = home.Keep(TestProcess.Start(Programs.Visor, ["cosmovisor", "run", "start", "--home", home.Folder, .. flag], environment));
        await visor.WaitForLine("genesis is ready");
        await rpc.Reaches(3);
        home.Network.GoOn();

        await home.Ledger.WaitFor("first-block", "v2.0.0");
        await visor.WaitForLine("v2 is ready");
        Started(home, "v1.0.0", "v2.0.0");
    }

    [Fact]
    public async Task A_node_that_somebody_else_runs_on_the_data_is_named_and_left_alone()
    {
        await using var home = CosmosHome.Create();
        home.Network.Pause(3);
        var stranger = home.Start(null, "--rpc.laddr", home.Rpc.Address.Replace(":26657", ":26998", StringComparison.Ordinal));
        await home.Ledger.WaitFor("rpc-open", "v1.0.0");

        var visor = Run(home);
        (await visor.WaitForExit()).ShouldBe(75, home.Everything());
        visor.Output.ShouldContain($"pid {stranger.Pid}");
        stranger.HasExited.ShouldBeFalse();
        Started(home, "v1.0.0");
    }

    [Fact]
    public async Task A_node_whose_app_has_failed_is_told_of_and_not_restarted_though_a_plan_is_ahead()
    {
        // A release that was replaced too early fails at the first block after the plan was made.
        await using var home = CosmosHome.Create(genesis: new CosmosRelease { Handlers = ["v2"], Upgrade = "" });
        home.Network.Pause(3);
        home.Network.Plan("v2", 5000, "{}", scheduledAt: 10);
        var visor = Run(home);
        await Ready(home, visor);
        home.Network.GoOn();
        await home.Ledger.WaitFor("halted", "v1.0.0");

        await Eventually.Holds(() => Alert(home)?.Contains("has failed at block", StringComparison.Ordinal) is true, $"the alert\n{home.Everything()}");
        Alert(home)!.ShouldContain("CONSENSUS FAILURE");
        visor.HasExited.ShouldBeFalse(home.Everything());
        home.Ledger.Starts.ShouldBe(["v1.0.0"], home.Everything());
        home.Ledger.Living.ShouldHaveSingleItem(home.Everything());
    }

    [Fact]
    public async Task A_file_that_this_user_may_not_read_is_told_of_when_the_node_stands_still()
    {
        Requirement.Root();
        Requirement.Program("setpriv");
        await using var home = CosmosHome.Create();
        home.Prepare("v2");
        home.Network.Pause(3);
        var above = Path.GetDirectoryName(home.Folder)!;
        (await TestProcess.Run("chmod", "-R", "a+rX", above)).ExitCode.ShouldBe(0);
        (await TestProcess.Run("chown", "-R", "65534:65534", above)).ExitCode.ShouldBe(0);
        var visor = home.Keep(TestProcess.Start(
            "setpriv", ["--reuid", "65534", "--regid", "65534", "--clear-groups", Programs.Visor, "cosmovisor", "run", "start", "--home", home.Folder], home.Environment));
        await Ready(home, visor);
        File.WriteAllText(home.UpgradeInfo, "{}");
        File.SetUnixFileMode(home.UpgradeInfo, UnixFileMode.None);
        home.Network.Plan("v2", 20, "{}");
        await TestProcess.Run("chmod", "-R", "a+rX", Path.GetDirectoryName(home.Network.File)!);
        home.Network.GoOn();
        await home.Ledger.WaitFor("halted", "v1.0.0");

        await Eventually.Holds(() => Alert(home)?.Contains("cannot be read by nobody", StringComparison.Ordinal) is true, $"the alert\n{home.Everything()}");
        home.Ledger.Starts.ShouldBe(["v1.0.0"], home.Everything());
        home.Ledger.Living.ShouldHaveSingleItem(home.Everything());
    }

    private static string? Alert(CosmosHome home) => StatusReport.Read(home.In("cosmovisor", ".visor", "status.json"))?.Alert;

    private static void Started(CosmosHome home, params string[] releases)
    {
        home.Ledger.Disasters.ShouldBeEmpty(home.Everything());
        home.Ledger.Starts.ShouldBe(releases, home.Everything());
    }

    private static async Task Ready(CosmosHome home, TestProcess visor)
    {
        await home.Rpc.Reaches(3);
        await visor.WaitForLine("genesis is ready");
    }

    private static TestProcess Run(CosmosHome home) =>
        home.Keep(TestProcess.Start(Programs.Visor, ["cosmovisor", "run", "start", "--home", home.Folder], home.Environment));
}
