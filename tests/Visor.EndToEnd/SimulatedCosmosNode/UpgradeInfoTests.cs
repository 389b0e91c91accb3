using Shouldly;
using Visor.EndToEnd.Cosmos;
using Xunit;

namespace Visor.EndToEnd.SimulatedCosmosNode;

/// <summary><c>data/upgrade-info.json</c>: how it is written, and what stops a node that reads it.</summary>
public sealed class UpgradeInfoTests
{
    [Theory]
    [InlineData("047", "", 2)]
    [InlineData("050", "", 2)]
    [InlineData("047", "{\"name\":", 2)]
    [InlineData("047", """{"name":"v2","height":"12"}""", 2)]
    [InlineData("050", """{"name":"v2","height":"12"}""", 2)]
    [InlineData("050", "{}", 2)]
    [InlineData("050", "null", 2)]
    [InlineData("050", """{"name":"v2","height":12,"time":"2026-01-31T12:00:00Z"}""", 2)]
    [InlineData("050", """{"name":"v2","height":12,"upgraded_client_state":{}}""", 2)]
    [InlineData("047", "{}", null)]
    [InlineData("047", """{"name":"v2","height":12,"time":"2026-01-31T12:00:00Z"}""", null)]
    [InlineData("050", """{"Name":"v2","HEIGHT":12,"else":1}""", null)]
    public async Task Every_release_reads_it_at_its_start(string dialect, string text, int? exitCode)
    {
        await using var home = CosmosHome.Create(dialect);
        home.Network.Pause(3);
        home.Write("data/upgrade-info.json", text);

        var node = home.Start();

        if (exitCode is null)
        {
            await home.Rpc.Reaches(3);
            return;
        }

        (await node.WaitForExit()).ShouldBe(exitCode.Value, node.Output);
        node.Output.ShouldContain("failed to read upgrade info from disk");
        home.Ledger.All("rpc-open").ShouldBeEmpty();
    }

    [Fact]
    public async Task It_is_empty_between_its_truncation_and_its_writing()
    {
        await using var home = CosmosHome.Create();
        home.Write("data/upgrade-info.json", """{"name":"v1","height":2}""");
        home.Network.Hold("info").Plan("v2", 12, "a & b <c>").Pause(12);

        home.Start();

        await Eventually.Holds(() => new FileInfo(home.UpgradeInfo).Length == 0, "an empty file");
        (await home.Rpc.Store()).ShouldBe(12);
        home.Network.LetGo();
        await home.Ledger.WaitFor("halted");
        File.ReadAllText(home.UpgradeInfo).ShouldBe("""{"name":"v2","time":"0001-01-01T00:00:00Z","height":12,"info":"a \u0026 b \u003cc\u003e"}""");
    }

    [Fact]
    public async Task A_chain_can_write_it_as_no_node_can_read_it()
    {
        await using var home = CosmosHome.Create();
        home.Network.Set("infoHeightAsText", true).Plan("v2", 12).Pause(12);

        home.Start();

        await home.Ledger.WaitFor("halted");
        File.ReadAllText(home.UpgradeInfo).ShouldContain("\"height\":\"12\"");
    }

    [Fact]
    public async Task A_node_that_executes_proposals_writes_it_before_the_block_is_decided()
    {
        await using var home = CosmosHome.Create();
        home.Network.Set("optimistic", true).Set("proposedHeight", 8).Plan("v2", 8).Pause(7);
        var node = home.Start();
        await home.Ledger.WaitFor("needed");
        (await home.Rpc.Store(), await home.Rpc.App()).ShouldBe((7, 7));
        (await home.Rpc.Call("consensus_state")).GetProperty("round_state").GetProperty("height/round/step").GetString().ShouldBe("8/0/4");
        (await node.Terminate()).ShouldBe(0, node.Output);

        home.Start();
        await home.Ledger.WaitFor("needed", count: 2);
        home.Network.Pause(8);

        await home.Ledger.WaitFor("halted");
        (await home.Rpc.Store(), await home.Rpc.App()).ShouldBe((8, 7));
        home.Ledger.All("needed").Count.ShouldBe(2);
    }
}
