using System.Globalization;
using Shouldly;
using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Chains.Cosmos.Layout;
using Visor.Chains.Cosmos.Node;
using Visor.Chains.Cosmos.Rpc;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Model;
using Visor.Tests.Http;
using Xunit;

namespace Visor.Tests.Chains.Cosmos.Node;

/// <summary>What an app says of the upgrade that led to its release.</summary>
[Edge]
public sealed class AppliedUpgradeTests : IDisposable
{
    // AppliedPlan: 40, 39.
    private const string At40 = "CCg=";
    private const string At39 = "CCc=";
    private const string Never = "";

    private static readonly UpgradePlan Upgrade = new(ReleaseTag.Parse("v29"), 40);

    private readonly TemporaryFolder _home = new();

    public AppliedUpgradeTests()
    {
        Directory.CreateDirectory(_home["data"]);
        Directory.CreateDirectory(_home["cosmovisor/.visor"]);
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task An_upgrade_that_the_app_has_applied_at_its_block_is_confirmed()
    {
        WriteFile();

        (await Ask(At40)).ShouldBe(new UpgradeProof(Confirmed: true, "v29.0.1", Problem: null));
    }

    [Theory]
    [InlineData(Never, "it has never applied it")]
    [InlineData(At39, "it has applied it at block 39")]
    public async Task An_upgrade_of_the_network_that_it_does_not_know_is_not(string applied, string said)
    {
        WriteFile();

        var proof = (await Ask(applied)).ShouldNotBeNull();

        (proof.Confirmed, proof.App).ShouldBe((false, "v29.0.1"));
        proof.Problem.ShouldNotBeNull().ShouldStartWith($"v29 runs, and its app does not confirm the upgrade V29 at block 40: {said}; ");
    }

    [Fact]
    public async Task Of_a_plan_of_the_operators_it_tells_nothing()
    {
        WriteFile();
        Context().Baseline.NoteOperators(UpgradeFileReader.Read(_home["data/upgrade-info.json"]));
        (await Ask(Never)).ShouldBe(new UpgradeProof(Confirmed: null, "v29.0.1", Problem: null));

        File.Delete(_home["data/upgrade-info.json"]);
        (await Ask(Never)).ShouldBe(new UpgradeProof(Confirmed: null, "v29.0.1", Problem: null));
    }

    [Fact]
    public async Task Where_the_block_is_not_known_any_will_do()
    {
        var anywhere = Upgrade with { Height = 0 };

        (await Ask(At39, upgrade: anywhere)).ShouldBe(new UpgradeProof(Confirmed: true, "v29.0.1", Problem: null));
        (await Ask(Never, upgrade: anywhere)).ShouldBe(new UpgradeProof(Confirmed: null, "v29.0.1", Problem: null));
    }

    [Fact]
    public async Task Before_its_block_is_committed_nothing_is_asked() => (await Ask(At40, committed: 39)).ShouldBeNull();

    private async Task<UpgradeProof?> Ask(string applied, ulong committed = 40, UpgradePlan? upgrade = null)
    {
        await using var server = ScriptedServer.OnTcp(exchange => exchange.Respond("200 OK", Answer(applied, committed)));
        using var rpc = new CometClient(new RpcAddress.Tcp("127.0.0.1", server.Url("/").Port), _ => true, TimeProvider.System);
        var said = (await rpc.Ask(applied: null, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).ShouldBeOfType<NodeAnswer.Said>();
        return await new AppliedUpgrade(Context(), rpc).Ask(upgrade ?? Upgrade, said.Report, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    private void WriteFile() => File.WriteAllText(_home["data/upgrade-info.json"], "{\"name\":\"V29\",\"height\":40}");

    private CosmosContext Context() => new(new CosmovisorSettings(_home.Path, "appd"), ["start"], new RunBaseline(_home["cosmovisor/.visor"]));

    private static string Answer(string applied, ulong committed) => string.Create(
        CultureInfo.InvariantCulture,
        $$$$"""
        [{"jsonrpc":"2.0","id":1,"result":{"node_info":{"network":"chain-1"},"sync_info":{"latest_block_height":"{{{{committed}}}}","latest_block_time":"2026-01-01T00:00:00Z","catching_up":false},"validator_info":{"voting_power":"0"}}},
        {"jsonrpc":"2.0","id":2,"result":{"response":{"data":"app","version":"v29.0.1","last_block_height":"{{{{committed}}}}"}}},
        {"jsonrpc":"2.0","id":3,"result":{"response":{"code":0,"value":""}}},
        {"jsonrpc":"2.0","id":4,"result":{"response":{"code":0,"value":"{{{{applied}}}}"}}}]
        """);
}
