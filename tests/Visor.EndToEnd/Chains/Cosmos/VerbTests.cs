using System.Text.Json;
using Shouldly;
using Visor.EndToEnd.Cosmos;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Chains.Cosmos;

/// <summary>Each verb of Visor on a home that Cosmovisor has laid out, right and wrong, while its node runs.</summary>
public sealed class VerbTests(RunningHome running) : IClassFixture<RunningHome>
{
    private const int Failed = 1;
    private const int Usage = 64;
    private const int Busy = 75;
    private const int Configuration = 78;

    private readonly CosmosHome _home = running.Home;

    [Fact]
    public async Task Status_shows_the_node_and_names_a_home_that_is_none()
    {
        (await running.Do(0, "status")).ShouldContain("ALL WELL: genesis runs and its node answers");
        using var json = JsonDocument.Parse(await running.Do(0, "status", "--output", "json"));
        json.RootElement.GetProperty("lastUpgrade").ValueKind.ShouldBe(JsonValueKind.Null);

        var nowhere = _home.Keep(TestProcess.Start(Programs.Visor, "status", "--home", _home.In("nowhere")));
        (await nowhere.WaitForExit()).ShouldBe(Configuration);
        nowhere.Output.ShouldContain($"there is no home folder {_home.In("nowhere")}; `visor init --home {_home.In("nowhere")}` creates one");

        var none = _home.Keep(TestProcess.Start(Programs.Visor, "status", "--home", _home.In("data")));
        (await none.WaitForExit()).ShouldBe(Configuration);
        none.Output.ShouldContain($"{_home.In("data")} is not a home folder");
    }

    [Fact]
    public async Task Check_speaks_of_what_such_a_home_has()
    {
        var said = await running.Do(0, "check");

        said.ShouldContain("visor.toml            does not exist, so every key has its default");
        said.ShouldContain($"is started with `appd start --home {_home.Folder}`; it is asked at {_home.Rpc.Address} ([rpc] laddr in {_home.In("config", "config.toml")})");
        said.ShouldContain($"{_home.Binary()} runs, and its version is v1.0.0");
        said.ShouldContain($"DAEMON_* and COSMOVISOR_* are those of the last start ({_home.In("cosmovisor", ".visor", "run.json")})");
        said.ShouldContain("the node is at block 5");
        said.ShouldContain("downloads are off (DAEMON_ALLOW_DOWNLOAD_BINARIES), so you must put each release in its folder yourself");
        said.ShouldContain("No problems found");
        foreach (var strange in new[] { "run config", "auto-install", "autoInstall", "data stamp", "says it is", "statistics" })
            said.ShouldNotContain(strange);

        (await running.Do(Usage, "check", "--release", "../x")).ShouldContain("../x cannot be a release tag: its folder would have no valid name");
        var missing = await running.Do(Failed, "check", "--release", "V9");
        missing.ShouldContain($"{_home.In("cosmovisor", "upgrades", "v9")} does not exist, and downloads are off (DAEMON_ALLOW_DOWNLOAD_BINARIES)");
        missing.ShouldContain($"`visor stage v9 --from FILE --home {_home.Folder}` does");
        missing.ShouldContain("NOT READY for v9");
    }

    [Fact]
    public async Task History_tells_what_was_and_refuses_what_is_no_number()
    {
        (await running.Do(0, "history")).ShouldContain("genesis selected: first start in this home");
        (await running.Do(Usage, "history", "--last", "many")).ShouldContain("--last");
    }

    [Fact]
    public async Task A_hold_is_set_and_ended()
    {
        (await running.Do(0, "hold", "not tonight")).ShouldContain($"`visor resume --home {_home.Folder}` ends the hold");
        File.Exists(_home.In("cosmovisor", "hold")).ShouldBeTrue();
        (await running.Do(0, "check")).ShouldContain("the next upgrade will wait at its block: not tonight");
        (await running.Do(0, "resume")).ShouldContain("Hold released (not tonight)");
        (await running.Do(0, "resume")).ShouldContain("There is no hold.");
        (await running.Do(Usage, "hold")).ShouldContain("Required argument 'REASON' missing");
    }

    [Fact]
    public async Task A_release_is_staged_by_the_name_that_its_chain_gives_it()
    {
        _home.Prepare("Q Upgrade", new CosmosRelease("v9.9.9"), "q%20upgrade");

        (await running.Do(0, "stage", "Q Upgrade")).ShouldContain($"q%20upgrade is ready in {_home.In("cosmovisor", "upgrades", "q%20upgrade")}.");
        (await running.Do(0, "check", "--release", "Q Upgrade")).ShouldContain("READY for q%20upgrade");
        (await running.Do(Failed, "stage", "v9")).ShouldContain(
            $"v9 is NOT READY: {_home.In("cosmovisor", "upgrades", "v9")} does not exist; put the binary at {_home.Binary("v9")} (`visor stage v9 --from FILE --home {_home.Folder}` does), or set DAEMON_ALLOW_DOWNLOAD_BINARIES=true and restart the service");
        (await running.Do(Usage, "stage", " x")).ShouldContain("cannot be a release tag");
        await File.WriteAllTextAsync(_home.In("notes.txt"), "no program", TestContext.Current.CancellationToken);
        (await running.Do(Failed, "stage", "v9", "--from", _home.In("notes.txt"))).ShouldContain(
            "it is not a zip archive, a tar.gz archive or a program; it begins with 'no program'; choose an asset of one of these kinds with --from");
    }

    [Fact]
    public async Task A_binary_for_another_machine_is_not_ready()
    {
        Directory.CreateDirectory(_home.In("cosmovisor", "upgrades", "foreign", "bin"));
        await File.WriteAllBytesAsync(_home.Binary("foreign"), ForeignProgram.Bytes, TestContext.Current.CancellationToken);

        (await running.Do(Failed, "stage", "foreign")).ShouldContain($"foreign is NOT READY: {_home.Binary("foreign")} is a program for ");
        (await running.Do(Failed, "check", "--release", "foreign")).ShouldContain("put the binary of foreign for this machine there");
    }

    [Fact]
    public async Task A_release_that_is_not_there_is_not_switched_to()
    {
        (await running.Do(Failed, "switch", "v9")).ShouldContain($"put the binary at {_home.Binary("v9")}");
        Directory.CreateDirectory(_home.In("cosmovisor", "upgrades", "linked", "bin"));
        File.CreateSymbolicLink(_home.Binary("linked"), _home.In("nowhere", "appd"));
        foreach (var verb in new[] { "switch", "stage" })
            (await running.Do(Failed, verb, "linked")).ShouldContain($"{_home.Binary("linked")}: it is a link to {_home.In("nowhere", "appd")}, which does not exist; put the binary of linked there, or link to it");
        (await running.Do(Usage, "switch", "../x")).ShouldContain("../x is neither a release tag (its folder would have no valid name");
        (await running.Do(Configuration, "switch", "genesis")).ShouldContain("genesis in genesis is already running here");
    }

    [Fact]
    public async Task The_service_that_is_printed_has_no_trap()
    {
        var unit = await running.Do(0, "service", "print");
        var file = _home.In("gaia.service");
        await File.WriteAllTextAsync(file, string.Join('\n', unit.Split('\n').Where(l => !l.StartsWith("visor: ", StringComparison.Ordinal))), TestContext.Current.CancellationToken);

        unit.ShouldContain($"\nEnvironment=DAEMON_HOME={_home.Folder}\n");
        unit.ShouldContain("\nEnvironment=DAEMON_NAME=appd\n");
        unit.ShouldContain($" cosmovisor run start --home {_home.Folder}\n");
        unit.ShouldContain("\nTimeoutStopSec=285\n");
        (await running.Do(0, "check", "--unit", file)).ShouldContain($"{file} has no known problem");

        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("TimeoutStopSec=285\n", "", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        (await running.Do(Failed, "check", "--unit", file)).ShouldContain($"TimeoutStopSec is 90s, systemd's default, in {file}, and the default of DAEMON_SHUTDOWN_GRACE is 120");
        (await running.Do(Usage, "service", "print", "--user", "no name")).ShouldContain("is not a valid user for a unit");
    }

    [Fact]
    public async Task A_node_that_would_refuse_a_quick_restart_is_told_of()
    {
        var config = _home.In("config", "config.toml");
        var before = await File.ReadAllTextAsync(config, TestContext.Current.CancellationToken);
        _home.Write("config/config.toml", before + "\n[consensus]\ndouble_sign_check_height = 10\n");

        (await running.Do(0, "check")).ShouldContain($"double_sign_check_height is 10 ([consensus] double_sign_check_height in {config})");
        _home.Write("config/config.toml", before);
        (await running.Do(0, "check")).ShouldNotContain("double_sign");
    }

    [Fact]
    public async Task Nothing_is_made_or_settled_beside_a_node_that_runs()
    {
        (await running.Do(Configuration, "init")).ShouldContain($"{_home.Folder} is already a home, of another kind than `visor init` makes; nothing was changed; start it with `visor run --home {_home.Folder}`");
        (await running.Do(Busy, "resolve", "--keep-journal")).ShouldContain("another Visor is running");
        (await running.Do(Usage, "resolve")).ShouldContain("give one of --keep-journal, --keep-current and --keep-data");
        (await running.Do(Busy, "run")).ShouldContain("another Visor is running");
    }

    [Fact]
    public async Task The_version_is_Visors_own()
    {
        (await running.Do(0, "version")).ShouldStartWith("visor v");
        (await running.Do(Usage, "version", "twice")).ShouldContain("twice");
    }
}
