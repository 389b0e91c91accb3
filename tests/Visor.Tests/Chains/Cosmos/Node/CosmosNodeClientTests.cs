using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Chains;
using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Chains.Cosmos.Layout;
using Visor.Chains.Cosmos.Node;
using Visor.Chains.Cosmos.Rpc;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Model;
using Visor.Tests.Http;
using Xunit;

namespace Visor.Tests.Chains.Cosmos.Node;

/// <summary>What one start of a node says, and what follows from it.</summary>
[Edge]
public sealed class CosmosNodeClientTests : IDisposable
{
    // v29 at block 30000000, as a node encodes it.
    private const string Plan = "ChsKA3YyORILCICSuMOY/v///wEYgIenDiICe30=";

    private static readonly ActiveRelease Genesis = new(new Release(ReleaseTag.Genesis, "genesis"), 0, HasResponded: true);

    private readonly TemporaryFolder _home = new();
    private readonly FakeTimeProvider _time = new();
    private (int Store, int App) _node = (20, 20);
    private string _plan = Plan;

    public CosmosNodeClientTests()
    {
        Directory.CreateDirectory(_home["data"]);
        Directory.CreateDirectory(_home["cosmovisor/.visor"]);
    }

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(Plan)]
    [InlineData("")]
    public async Task A_node_that_stands_still_behind_its_store_is_told_of_whatever_is_planned(string plan)
    {
        await using var server = ScriptedServer.OnTcp(exchange => exchange.Respond("200 OK", Answer()));
        using var client = Client(server);
        _plan = plan;

        AlertOf(await Ask(client)).ShouldBeNull();
        _node = (21, 20);
        AlertOf(await Ask(client)).ShouldBeNull("it may execute a block");
        _time.Advance(TimeSpan.FromSeconds(31));
        var stuck = await Ask(client);
        AlertOf(stuck).ShouldNotBeNull().ShouldStartWith("the node has failed at block 21");
        (stuck is PlanReading.Accepted).ShouldBe(plan.Length > 0, "what is planned stays so");

        _node = (22, 22);
        AlertOf(await Ask(client)).ShouldBeNull("it moves again");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_that_the_app_writes_while_it_is_asked_is_not_early(bool isThereBefore)
    {
        await using var server = ScriptedServer.OnTcp(exchange =>
        {
            WriteFile();
            return exchange.Respond("200 OK", Answer());
        });
        var context = Context();
        context.Baseline.Note(new UpgradeFile.Missing());
        using var client = new CosmosNodeClient(context, new RpcAddress.Tcp("127.0.0.1", server.Url("/").Port), _ => true, _time);
        if (isThereBefore)
            WriteFile();

        await Ask(client);

        var ended = await client.AskAfterEnd(Genesis, ProcessExit.Unknown, _ => Task.FromResult(ImmutableArray<string>.Empty), TestContext.Current.CancellationToken);
        ended?.Height.ShouldBe(40UL);
        (ended is null).ShouldBe(isThereBefore);
    }

    private void WriteFile()
    {
        if (!File.Exists(_home["data/upgrade-info.json"]))
            File.WriteAllText(_home["data/upgrade-info.json"], "{\"name\":\"v29\",\"height\":40}");
    }

    private static string? AlertOf(PlanReading reading) => reading.Stalled;

    private static async Task<PlanReading> Ask(CosmosNodeClient client) =>
        (await client.AskPlan(Genesis, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).ShouldBeOfType<PlanAnswer.Said>().Reading;

    private CosmosNodeClient Client(ScriptedServer server) => new(
        Context(), new RpcAddress.Tcp("127.0.0.1", server.Url("/").Port), _ => true, _time);

    private CosmosContext Context() => new(new CosmovisorSettings(_home.Path, "appd"), ["start"], new RunBaseline(_home["cosmovisor/.visor"]));

    private string Answer() => string.Create(
        CultureInfo.InvariantCulture,
        $$$$"""
        [{"jsonrpc":"2.0","id":1,"result":{"node_info":{"network":"chain-1"},"sync_info":{"latest_block_height":"{{{{_node.Store}}}}","latest_block_time":"2026-01-01T00:00:00Z","catching_up":false},"validator_info":{"voting_power":"0"}}},
        {"jsonrpc":"2.0","id":2,"result":{"response":{"data":"app","version":"v1","last_block_height":"{{{{_node.App}}}}"}}},
        {"jsonrpc":"2.0","id":3,"result":{"response":{"code":0,"value":"{{{{_plan}}}}"}}}]
        """);
}
