using Shouldly;
using Visor.EndToEnd.Cosmos;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Chains.Cosmos;

/// <summary>What an operator orders of a home that Cosmovisor has laid out, without the environment of its service.</summary>
public sealed class OrderTests
{
    private const int Usage = 64;
    private const int Configuration = 78;

    [Fact]
    public async Task A_hotfix_is_switched_to_by_the_name_that_the_network_gives_it_and_all_is_stopped()
    {
        await using var home = Standing();
        home.Prepare("V1 Hotfix", new CosmosRelease("v1.0.1"), "v1%20hotfix");
        var visor = await Run(home);

        (await RunningHome.Do(home, 0, "switch", "V1 Hotfix", "--reason", "as announced")).ShouldContain("v1%20hotfix in upgrades/v1%20hotfix passed its checks");
        home.Ledger.Starts.ShouldBe(["v1.0.0", "v1.0.1"], home.Everything());
        home.Current.ShouldBe("upgrades/v1%20hotfix");
        (await RunningHome.Do(home, 0, "history")).ShouldContain("switched from genesis to v1%20hotfix, ordered by ");

        (await RunningHome.Do(home, 0, "stop")).ShouldContain("is stopped; nothing is running");
        (await visor.WaitForExit()).ShouldBe(0);
        (await RunningHome.Do(home, 0, "stop")).ShouldContain("nothing is running");
        (await RunningHome.Do(home, 1, "status")).ShouldContain($"STOPPED: Visor is not running: it was stopped; `visor run --home {home.Folder}` starts it");
    }

    [Fact]
    public async Task An_upgrade_is_planned_listed_and_forgotten()
    {
        await using var home = Standing();
        var visor = await Run(home);

        (await RunningHome.Do(home, 0, "plan", "V7 Fix", "--height", "1000000")).ShouldContain("v7%20fix is planned: its first block is 1000000.");
        (await RunningHome.Do(home, 0, "plan")).ShouldBe("V7 Fix at block 1000000");
        await visor.WaitForLine("accepted the upgrade to v7%20fix at block 1000000");
        (await RunningHome.Do(home, 0, "plan", "V7 Fix", "--remove")).ShouldContain("V7 Fix is planned no more");
        (await RunningHome.Do(home, Usage, "plan", "v7", "--height", "1")).ShouldContain("--height 1 is no block");
        (await RunningHome.Do(home, 1, "plan", "v7", "--remove")).ShouldContain($"there is no plan v7 of `visor plan`; `visor plan --home {home.Folder}` lists them");

        home.Write("data/upgrade-info.json.batch", """[{"name":"q9","height":2000000}]""");
        (await RunningHome.Do(home, 1, "plan", "q9", "--remove")).ShouldContain(
            $"q9 at block 2000000 comes from Cosmovisor's `add-batch-upgrade`, so it stays planned: remove it from {home.In("data", "upgrade-info.json.batch")}, or the file if it holds no other");
        (await visor.Terminate()).ShouldBe(0);
    }

    [Fact]
    public async Task What_could_never_be_switched_to_is_not_planned()
    {
        await using var home = Standing();
        var visor = await Run(home);
        await home.Rpc.Reaches(5);
        await Eventually.Holds(() => File.ReadAllText(home.In("cosmovisor", ".visor", "status.json")).Replace(" ", "", StringComparison.Ordinal).Contains("\"height\":5", StringComparison.Ordinal), "the status says block 5");

        (await RunningHome.Do(home, 1, "plan", "v3", "--height", "5")).ShouldContain("the node is at block 5, and v3 would begin at block 5: give a block ahead of it with --height");
        var foreign = home.In("foreign");
        await File.WriteAllBytesAsync(foreign, ForeignProgram.Bytes, TestContext.Current.CancellationToken);
        (await RunningHome.Do(home, 1, "plan", "v3", "--height", "1000", "--binary", foreign)).ShouldContain("v3 is NOT READY: the asset 'foreign' cannot be used: its file 'foreign' is a program for ");
        (await RunningHome.Do(home, 0, "plan")).ShouldBe("No plans of the operator's.");
        (await visor.Terminate()).ShouldBe(0);
    }

    [Fact]
    public async Task A_link_that_was_moved_by_hand_is_settled_with_resolve()
    {
        await using var home = Standing();
        home.Prepare("v1.0.1", new CosmosRelease("v1.0.1"));
        (await (await Run(home)).Terminate()).ShouldBe(0);
        Link(home, "upgrades/v1.0.1");

        (await RunningHome.Do(home, Configuration, "run")).ShouldContain("visor resolve");
        (await RunningHome.Do(home, 1, "check")).ShouldContain("visor resolve");
        await RunningHome.Do(home, 0, "resolve", "--keep-journal");
        home.Current.ShouldBe("genesis");
        (await RunningHome.Do(home, 0, "resolve", "--keep-current")).ShouldContain("No mismatch: `current` and the journal agree.");
    }

    [Fact]
    public async Task The_node_of_the_last_start_is_started_again_without_its_environment()
    {
        await using var home = Standing();
        (await (await Run(home, ["start"], ("APPD_HOME", home.Folder))).Terminate()).ShouldBe(0);

        var again = home.Keep(TestProcess.Start(Programs.Visor, ["run", "--home", home.Folder], ByHand));
        await again.WaitForLine("The node answers: genesis is ready");
        home.Ledger.Starts.ShouldBe(["v1.0.0", "v1.0.0"], home.Everything());
        (await again.Terminate()).ShouldBe(0);
    }

    [Fact]
    public async Task A_variable_whose_value_nobody_has_kept_keeps_the_node_from_being_started_without_it()
    {
        await using var home = Standing();
        (await (await Run(home, ["start", "--home", home.Folder], ("APPD_PRIV_VALIDATOR_LADDR", ""))).Terminate()).ShouldBe(0);

        (await RunningHome.Do(home, Configuration, "run")).ShouldContain("The node was last started with APPD_PRIV_VALIDATOR_LADDR in its environment, whose values Visor does not keep");
        var given = home.Keep(TestProcess.Start(Programs.Visor, ["run", "--home", home.Folder], new Dictionary<string, string?>(ByHand, StringComparer.Ordinal) { ["APPD_PRIV_VALIDATOR_LADDR"] = "" }));
        await given.WaitForLine("The node answers: genesis is ready");
        home.Ledger.Starts.ShouldBe(["v1.0.0", "v1.0.0"], home.Everything());
        (await given.Terminate()).ShouldBe(0);
    }

    [Fact]
    public async Task Visor_asks_where_it_is_told_whatever_the_node_is_told()
    {
        await using var home = Standing();
        var address = home.Rpc.Address;
        home.Write("cosmovisor/visor.toml", $"rpcAddress = \"{address}\"\n");
        home.Write("config/config.toml", "[rpc]\nladdr = \"tcp://127.0.0.1:1\"\n");
        var visor = await Run(home, ["start", "--home", home.Folder], ("APPD_RPC_LADDR", address));

        (await RunningHome.Do(home, 0, "check")).ShouldContain($"it is asked at {address} (rpcAddress in visor.toml)");
        (await visor.Terminate()).ShouldBe(0);

        home.Write("cosmovisor/visor.toml", "rpcAddress = \"127.0.0.1\"\n");
        (await RunningHome.Do(home, Configuration, "run")).ShouldContain($"{home.In("cosmovisor", "visor.toml")}:1:1: rpcAddress: \"127.0.0.1\" is no address of an RPC; write it as tcp://HOST:PORT, http://HOST:PORT or unix://PATH");
    }

    [Fact]
    public async Task An_upgrade_is_confirmed_by_the_app_of_the_new_release()
    {
        await using var home = Standing();
        home.Prepare("v2");
        var visor = await Run(home);
        home.Network.PlanIn(20, "v2", "{}");
        home.Network.GoOn();

        await visor.WaitForLine("confirmed by the app (v2.0.0)");
        (await RunningHome.Do(home, 0, "status")).ShouldContain("; confirmed by the app (v2.0.0)");
        (await RunningHome.Do(home, 0, "history")).ShouldContain("; confirmed by the app (v2.0.0)");
        (await RunningHome.Do(home, 0, "check")).ShouldContain(": confirmed by the app (v2.0.0)");
        (await RunningHome.Do(home, 1, "plan", "V2", "--height", "1000000")).ShouldContain("V2 is the release that runs here (upgrades/v2), so there is nothing to plan; give the name of the next one");
        (await visor.Terminate()).ShouldBe(0);
    }

    [Fact]
    public async Task A_binary_that_comes_after_its_folder_is_noticed()
    {
        await using var home = Standing();
        var visor = await Run(home);
        Directory.CreateDirectory(home.In("cosmovisor", "upgrades", "v2", "bin"));
        home.Network.Plan("v2", 1000, "{}");
        home.Network.Pause(6);

        await visor.WaitForLine($"{home.Binary("v2")}: there is no such file; put the binary of v2 there");
        home.Prepare("v2");
        await visor.WaitForLine("v2 for block 1000 is ready");
        (await visor.Terminate()).ShouldBe(0);
    }

    [Fact]
    public async Task A_broken_upgrade_file_is_named_before_the_node_reads_it()
    {
        await using var home = Standing();
        home.Write("data/upgrade-info.json", "{");
        var visor = home.Keep(TestProcess.Start(Programs.Visor, ["cosmovisor", "run", "start", "--home", home.Folder], home.Environment));

        await visor.WaitForLine($": every release that reads it ends at its next start; compare it with the plan of the chain and correct it, or move it away: mv {home.In("data", "upgrade-info.json")} ");
        await visor.WaitForLine("Started the node");
        await visor.Terminate();
    }

    private static readonly Dictionary<string, string?> ByHand = new(StringComparer.Ordinal) { ["DAEMON_HOME"] = null, ["DAEMON_NAME"] = null };

    private static CosmosHome Standing()
    {
        var home = CosmosHome.Create();
        home.Network.Pause(5);
        return home;
    }

    private static Task<TestProcess> Run(CosmosHome home) => Run(home, ["start", "--home", home.Folder]);

    private static async Task<TestProcess> Run(CosmosHome home, string[] node, params (string Name, string Value)[] variables)
    {
        var environment = new Dictionary<string, string?>(home.Environment, StringComparer.Ordinal);
        foreach (var (name, value) in variables)
            environment[name] = value;
        var visor = home.Keep(TestProcess.Start(Programs.Visor, ["cosmovisor", "run", .. node], environment));
        await visor.WaitForLine("The node answers: genesis is ready");
        return visor;
    }

    private static void Link(CosmosHome home, string target)
    {
        File.Delete(home.In("cosmovisor", "current"));
        File.CreateSymbolicLink(home.In("cosmovisor", "current"), target);
    }
}
