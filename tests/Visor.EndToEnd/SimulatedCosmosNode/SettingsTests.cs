using Shouldly;
using Visor.EndToEnd.Cosmos;
using Xunit;

namespace Visor.EndToEnd.SimulatedCosmosNode;

/// <summary>Skipped upgrades, halt heights, addresses, and where each of them is set.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("7,8", true)]
    [InlineData("8", true)]
    [InlineData("7 8", false)]
    public async Task An_upgrade_is_skipped_where_the_application_is_told_so(string heights, bool skips)
    {
        await using var home = CosmosHome.Create();
        home.Network.Plan("v2", 8).Pause(8);

        home.Start(null, ["--unsafe-skip-upgrades", .. heights.Split(' ')]);

        await SkipsOrHalts(home, skips);
    }

    [Fact]
    public async Task The_flag_for_skipped_upgrades_may_come_twice()
    {
        await using var home = CosmosHome.Create();
        home.Network.Plan("v2", 8).Pause(8);

        home.Start(null, "--unsafe-skip-upgrades=7", "--unsafe-skip-upgrades=8");

        await SkipsOrHalts(home, skips: true);
    }

    [Theory]
    [InlineData("7,8", 0)]
    [InlineData("7 8", 1)]
    [InlineData("[8]", 1)]
    public async Task Skipped_upgrades_may_come_from_the_environment(string heights, int exitCode)
    {
        await using var home = CosmosHome.Create();
        home.Network.Plan("v2", 8).Pause(8);

        var node = home.StartWith(null, new Dictionary<string, string?>(StringComparer.Ordinal) { ["APPD_UNSAFE_SKIP_UPGRADES"] = heights });

        if (exitCode == 0)
            await SkipsOrHalts(home, skips: true);
        else
            (await node.WaitForExit()).ShouldBe(exitCode, node.Output);
    }

    [Fact]
    public async Task The_old_release_goes_on_after_a_halt_that_is_skipped_and_the_new_one_never_loads()
    {
        await using var home = CosmosHome.Create();
        home.Prepare("v2", CosmosRelease.For("v2") with { NewStores = ["v2"] });
        home.Network.Plan(new CosmosPlan("v2", 8, Skipped: true)).Pause(8);
        var halted = home.Start();
        await home.Ledger.WaitFor("halted");
        await halted.Terminate();

        var skipping = home.Start(null, "--unsafe-skip-upgrades", "8");
        home.Network.Pause(15);
        await home.Rpc.Reaches(15);
        (await home.Rpc.AppliedPlan("v2")).ShouldBe(0);
        File.Exists(home.UpgradeInfo).ShouldBeTrue();
        await skipping.Terminate();
        var next = home.Start("v2");
        (await next.WaitForExit()).ShouldBe(2, next.Output);
        home.Ledger.Disasters.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_halt_height_of_047_is_committed_and_creeps_on_with_each_start()
    {
        await using var home = CosmosHome.Create("047");
        home.Network.Set("signalHandlerAfterMs", 0).Pause(20);

        var first = home.Start(null, "--halt-height", "8");
        (await first.WaitForExit()).ShouldBe(0, first.Output);
        home.Ledger.Lines[^1].App.ShouldBe(8);
        var second = home.StartWith(null, new Dictionary<string, string?>(StringComparer.Ordinal) { ["APPD_HALT_HEIGHT"] = "8" });
        (await second.WaitForExit()).ShouldBe(0, second.Output);
        home.Ledger.Lines[^1].App.ShouldBe(9);
        File.Exists(home.UpgradeInfo).ShouldBeFalse();
    }

    [Fact]
    public async Task A_young_node_of_047_dies_of_its_halt_height()
    {
        await using var home = CosmosHome.Create("047");
        home.Network.Pause(20);

        var node = home.Start(null, "--halt-height", "8");

        (await node.WaitForExit()).ShouldBe(128 + Native.SigInt, node.Output);
    }

    [Fact]
    public async Task A_halt_height_of_050_is_not_executed_and_refuses_the_next_start_until_it_is_taken_away()
    {
        await using var home = CosmosHome.Create();
        home.Write("config/app.toml", "halt-height = 8\n\n[api]\nenable = false\n");
        home.Network.Pause(8);

        var halted = home.Start();
        (await home.Ledger.WaitFor("halted")).Detail.ShouldBe("halt per configuration height 8 time 0");
        (await home.Rpc.Store(), await home.Rpc.App()).ShouldBe((8, 7));
        (await halted.Terminate()).ShouldBe(0, halted.Output);
        var again = home.Start();
        (await again.WaitForExit()).ShouldBe(1, again.Output);

        home.Start(null, "--halt-height=0");
        await home.Rpc.Reaches(8);
        File.Exists(home.UpgradeInfo).ShouldBeFalse();
    }

    [Fact]
    public async Task The_flag_wins_over_the_environment_and_that_over_the_file()
    {
        await using var home = CosmosHome.Create();
        var (variable, flag) = (AtPort("26658"), AtPort("26659"));
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["APPD_RPC_LADDR"] = variable };

        var byVariable = home.StartWith(null, environment);
        (await home.Ledger.WaitFor("rpc-open")).Detail.ShouldBe(variable);
        await byVariable.Terminate();
        home.StartWith(null, environment, "--rpc.laddr", flag);
        (await home.Ledger.WaitFor("rpc-open", count: 2)).Detail.ShouldBe(flag);

        string AtPort(string port) => home.Rpc.Address.Replace(":26657", ":" + port, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_variables_are_named_after_the_real_file_behind_a_link()
    {
        await using var home = CosmosHome.Create();
        File.CreateSymbolicLink(home.In("other"), home.Binary());
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["APPD_HOME"] = home.Folder, ["OTHER_HOME"] = "/nowhere" };

        home.Keep(Harness.TestProcess.Start(home.In("other"), ["start"], environment));

        (await home.Ledger.WaitFor("rpc-open")).Home.ShouldBe(home.Folder);
    }

    private static async Task SkipsOrHalts(CosmosHome home, bool skips)
    {
        if (skips)
            await home.Rpc.Reaches(8);
        else
            await home.Ledger.WaitFor("halted");
        File.Exists(home.UpgradeInfo).ShouldBe(!skips);
    }
}
