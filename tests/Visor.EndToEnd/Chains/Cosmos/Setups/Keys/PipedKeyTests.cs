using System.Globalization;
using Shouldly;
using Visor.EndToEnd.Cosmos;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Chains.Cosmos.Setups.Keys;

/// <summary>A validator whose key is on no disk: a script writes it into a named pipe, out of which the node reads it once at its start.</summary>
public sealed class PipedKeyTests
{
    // As such scripts are: the key is given once to each start of Cosmovisor.
    private const string Feeder = """
        while :; do
          cat "$1/key" >"$1/home/config/priv_validator_key.json" &
          cosmovisor run start --home "$DAEMON_HOME" || exit
        done
        """;

    [Fact]
    public async Task With_every_start_left_to_the_script_the_node_gets_its_key_at_upgrades_and_after_a_crash()
    {
        await using var validator = new Validator();
        var home = validator.Home;
        home.Write("cosmovisor/visor.toml", "maxNumberOfRestarts = 0\n");
        home.Network.Plan("v2", 30, "{}");
        var script = validator.Run(Feeder.Replace("|| exit", "", StringComparison.Ordinal), ("DAEMON_RESTART_AFTER_UPGRADE", "false"));
        await home.Rpc.Reaches(3);
        home.Network.GoOn();
        await home.Ledger.WaitFor("first-block", "v2.0.0");
        await home.Rpc.Reaches(35);

        _ = Native.Kill(home.Ledger.Living.ShouldHaveSingleItem().Pid, Native.SigKill);
        await home.Ledger.WaitFor("rpc-open", "v2.0.0", count: 2);

        var second = home.Network.PlanIn(20, "v3", "{}");
        await home.Ledger.WaitFor("first-block", "v3.0.0");
        await home.Rpc.Reaches(second + 5);
        home.Ledger.All("start").Select(l => l.Key).Distinct(StringComparer.Ordinal).ShouldBe([validator.Key], home.Everything());
        await script.Kill();
        (await TestProcess.Run(Programs.Visor, "stop", "--home", home.Folder)).ExitCode.ShouldBe(0, home.Everything());
        CosmovisorLayout.ShouldBeLeftAfter(home, first: 30, second, home.Everything());
    }

    [Fact]
    public async Task A_node_that_Visor_starts_again_by_itself_waits_for_the_key_and_no_second_one_is_started()
    {
        await using var validator = new Validator();
        var home = validator.Home;
        home.Write("cosmovisor/visor.toml", "restartsDelaySeconds = 0\n");
        var script = validator.Run(Feeder);
        await home.Rpc.Reaches(3);

        _ = Native.Kill(home.Ledger.Living.ShouldHaveSingleItem().Pid, Native.SigKill);
        await script.WaitForLine("Restart 1 after");
        home.Ledger.Starts.ShouldBe(["v1.0.0"], "it hangs before its first line");

        await TestProcess.Run("sh", "-c", $"cat '{home.In("../key")}' >'{home.In("config", "priv_validator_key.json")}'");
        await home.Ledger.WaitFor("rpc-open", "v1.0.0", count: 2);
        home.Ledger.Disasters.ShouldBeEmpty(home.Everything());
    }

    /// <summary>A home whose key is a pipe.</summary>
    private sealed class Validator : IAsyncDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Validator()
        {
            Requirement.Program("bash");
            Home = CosmosHome.CreateIn(_folder.Path);
            CosmovisorLayout.Make(Home, isRelative: true);
            CosmovisorProgram.Put(_folder.In("programs", "cosmovisor"));
            File.Move(Home.In("config", "priv_validator_key.json"), _folder.In("key"));
            Key = CosmosRpc.Parse(File.ReadAllText(_folder.In("key"))).GetProperty("address").GetString()!;
            Native.MakePipe(Home.In("config", "priv_validator_key.json"), 0b110_000_000).ShouldBe(0);
            Home.Network.Pause(3);
        }

        public CosmosHome Home { get; }

        public string Key { get; }

        public TestProcess Run(string script, params (string Name, string Value)[] variables)
        {
            var environment = Home.Environment.ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);
            environment["PATH"] = string.Create(CultureInfo.InvariantCulture, $"{_folder.In("programs")}:{Environment.GetEnvironmentVariable("PATH")}");
            environment["UNSAFE_SKIP_BACKUP"] = "true";
            foreach (var (name, value) in variables)
                environment[name] = value;
            return Home.Keep(TestProcess.Start("bash", ["-c", script, "feeder", _folder.Path], environment));
        }

        public async ValueTask DisposeAsync()
        {
            await Home.DisposeAsync();
            _folder.Dispose();
        }
    }
}
