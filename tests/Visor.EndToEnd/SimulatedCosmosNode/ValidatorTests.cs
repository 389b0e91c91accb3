using Shouldly;
using Visor.EndToEnd.Cosmos;
using Xunit;

namespace Visor.EndToEnd.SimulatedCosmosNode;

/// <summary>The key of a validator and what it has signed.</summary>
public sealed class ValidatorTests
{
    [Fact]
    public async Task A_key_without_its_state_does_not_start()
    {
        await using var home = CosmosHome.Create();
        var state = home.In("data", "priv_validator_state.json");
        await File.WriteAllTextAsync(state, "", TestContext.Current.CancellationToken);
        var empty = home.Start();
        (await empty.WaitForExit()).ShouldBe(1, empty.Output);
        empty.StandardOutput.ShouldContain(l => l.Contains("cannot decode empty bytes", StringComparison.Ordinal));

        File.Delete(state);
        var missing = home.Start();
        (await missing.WaitForExit()).ShouldBe(1, missing.Output);
        missing.StandardOutput.ShouldContain(l => l.EndsWith("priv_validator_state.json: no such file or directory", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_node_without_a_key_makes_one_that_nobody_knows()
    {
        await using var home = CosmosHome.Create();
        File.Delete(home.In("config", "priv_validator_key.json"));
        home.Network.Pause(3);

        home.Start();

        await home.Rpc.Reaches(3);
        (await home.Rpc.Call("status")).GetProperty("sync_info").GetProperty("catching_up").GetBoolean().ShouldBeTrue();
        (await home.Rpc.Call("status")).GetProperty("validator_info").GetProperty("voting_power").GetString().ShouldBe("0");
    }

    [Fact]
    public async Task What_was_signed_never_goes_back()
    {
        await using var home = CosmosHome.Create();
        home.Network.Plan("v2", 8).Pause(8);

        home.Start();

        await home.Ledger.WaitFor("halted");
        File.ReadAllText(home.In("data", "priv_validator_state.json")).ShouldBe("""{"height":"8","round":0,"step":3}""");
    }

    [Fact]
    public async Task One_key_on_two_homes_is_seen()
    {
        await using var home = CosmosHome.Create();
        await using var other = CosmosHome.Beside(home, "other");
        File.Copy(home.In("config", "priv_validator_key.json"), other.In("config", "priv_validator_key.json"), overwrite: true);
        home.Start();
        await home.Ledger.WaitFor("rpc-open");

        other.Start();

        (await home.Ledger.WaitFor("DOUBLE")).Home.ShouldBe(other.Folder);
    }

    [Fact]
    public async Task Two_nodes_with_their_own_keys_are_no_double()
    {
        await using var home = CosmosHome.Create();
        await using var other = CosmosHome.Beside(home, "other");
        home.Start();
        await home.Rpc.Reaches(2);
        other.Start();

        await other.Rpc.Reaches(4);

        home.Ledger.Disasters.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_node_that_looks_for_its_own_signature_does_not_start_again()
    {
        await using var home = CosmosHome.Create();
        await File.AppendAllTextAsync(home.In("config", "config.toml"), "\n[consensus]\ndouble_sign_check_height = 10\n", TestContext.Current.CancellationToken);
        home.Network.Pause(3);
        var first = home.Start();
        await home.Rpc.Reaches(3);
        await first.Terminate();

        var next = home.Start();

        (await next.WaitForExit()).ShouldBe(1, next.Output);
        next.Output.ShouldContain("found signature from the same key");
    }
}
