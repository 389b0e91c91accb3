using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Shouldly;
using Visor.EndToEnd.Cosmos;
using Xunit;

namespace Visor.EndToEnd.SimulatedCosmosNode;

/// <summary>The JSON-RPC of CometBFT, as far as a supervisor meets it.</summary>
public sealed class RpcTests
{
    private const string CurrentPlan = """{"jsonrpc":"2.0","id":3,"method":"abci_query","params":{"path":"/cosmos.upgrade.v1beta1.Query/CurrentPlan","data":"","height":"0","prove":false}}""";

    [Fact]
    public async Task A_batch_is_answered_in_its_order()
    {
        await using var home = await Running();

        var (status, body) = await home.Rpc.Post("""[{"jsonrpc":"2.0","id":1,"method":"status"},{"jsonrpc":"2.0","id":"two","method":"abci_info","params":{}},""" + CurrentPlan + "]");

        status.ShouldBe(200);
        var answers = CosmosRpc.Parse(body);
        answers.GetArrayLength().ShouldBe(3);
        answers[0].GetProperty("result").GetProperty("sync_info").GetProperty("latest_block_height").GetString().ShouldBe("3");
        answers[1].GetProperty("id").GetString().ShouldBe("two");
        answers[1].GetProperty("result").GetProperty("response").GetProperty("last_block_height").GetString().ShouldBe("3");
        answers[2].GetProperty("result").GetProperty("response").GetProperty("value").GetString().ShouldBe("ChcKAnYyEgsIgJK4w5j+////ARgeIgJ7fQ==");
        answers[2].GetProperty("result").GetProperty("response").GetProperty("height").GetString().ShouldBe("3");
    }

    [Theory]
    [InlineData("047", 11, true)]
    [InlineData("050", 10, true)]
    [InlineData("050", 11, false)]
    public async Task A_batch_has_a_limit_since_050(string dialect, int calls, bool answered)
    {
        await using var home = await Running(dialect);

        var (status, body) = await home.Rpc.Post("[" + string.Join(',', Enumerable.Repeat("""{"jsonrpc":"2.0","id":1,"method":"health"}""", calls)) + "]");

        status.ShouldBe(200);
        var answer = CosmosRpc.Parse(body);
        if (answered)
        {
            answer.GetArrayLength().ShouldBe(calls);
            return;
        }

        answer.GetProperty("error").GetProperty("code").GetInt32().ShouldBe(-32600);
        answer.TryGetProperty("id", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"method":"health"}]""", 200, """{"jsonrpc":"2.0","id":1,"result":{}}""")]
    [InlineData("[]", 200, "")]
    [InlineData("""{"jsonrpc":"2.0","method":"health"}""", 200, "")]
    [InlineData("""{"jsonrpc":"2.0","id":null,"method":"health"}""", 200, "")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"upgrade"}""", 200, """{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"Method not found"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"abci_query","params":{"path":"/x","height":0}}""", 200, """{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"Invalid params","data":"error converting json params to arguments: invalid 64-bit integer encoding \"0\", expected string"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"abci_query","params":{"path":"/x","data":"0x0a"}}""", 200, """{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"Invalid params","data":"error converting json params to arguments: encoding/hex: invalid byte"}}""")]
    public async Task Calls_that_are_not_as_usual(string call, int status, string answer)
    {
        await using var home = await Running();

        (await home.Rpc.Post(call)).ShouldBe((status, answer));
    }

    [Fact]
    public async Task Requests_that_are_no_calls()
    {
        await using var home = await Running();

        (await home.Rpc.Post("not JSON")).Status.ShouldBe(500);
        (await home.Rpc.Post("{}", "/elsewhere")).Status.ShouldBe(404);
        (await home.Rpc.Post(new string(' ', 1_000_001))).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Methods_are_addresses_too()
    {
        await using var home = await Running();

        (await home.Rpc.Get("/health")).ShouldBe((200, """{"jsonrpc":"2.0","id":-1,"result":{}}"""));
        (await home.Rpc.Get("/status")).Body.ShouldContain("\"catching_up\":false");
        (await home.Rpc.Get("/abci_info")).Body.ShouldContain("\"version\":\"v1.0.0\"");
        (await home.Rpc.Get("/abci_query?path=%22/cosmos.upgrade.v1beta1.Query/AppliedPlan%22&data=0x0a027632")).Body.ShouldContain("\"code\":0");
        (await home.Rpc.Get("/nothing")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task No_block_is_of_the_future()
    {
        await using var home = CosmosHome.Create();
        home.HasExecuted(30_000_000);
        home.Network.Pause(30_000_001);

        home.Start();

        await home.Rpc.Reaches(30_000_001);
        var time = (await home.Rpc.Call("status")).GetProperty("sync_info").GetProperty("latest_block_time").GetDateTimeOffset();
        (TimeProvider.System.GetUtcNow() - time).ShouldBeInRange(TimeSpan.Zero, Eventually.Patience);
    }

    [Fact]
    public async Task A_chain_without_a_block_says_so()
    {
        await using var home = CosmosHome.Create();
        home.Network.Pause(0);
        home.Start();
        await home.Rpc.Answers();

        (await home.Rpc.Query("CurrentPlan", "")).GetProperty("code").GetInt32().ShouldBe(26);
        (await home.Rpc.Call("abci_info")).GetProperty("response").TryGetProperty("last_block_height", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Queries_that_are_refused()
    {
        await using var home = await Running();

        (await home.Rpc.Query("CurrentPlan", "", height: "99")).GetProperty("code").GetInt32().ShouldBe(26);
        home.Network.Set("hasUpgradeModule", false);
        var refused = await home.Rpc.Query("CurrentPlan", "");
        refused.GetProperty("code").GetInt32().ShouldBe(6);
        refused.GetProperty("value").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task The_application_answers_nobody_while_it_executes_a_block()
    {
        await using var home = await Running();
        home.Network.Hold("block").Pause(4);
        await Eventually.See(async () => await home.Rpc.Store() == 4 ? this : null, () => "block 4 is stored");

        var waiting = home.Rpc.App();
        (await home.Rpc.Call("health")).GetRawText().ShouldBe("{}");
        waiting.IsCompleted.ShouldBeFalse();
        home.Network.LetGo();

        (await waiting).ShouldBe(4);
    }

    [Fact]
    public async Task An_idle_connection_is_closed()
    {
        await using var home = CosmosHome.Create();
        home.Network.Set("idleConnectionMs", 50);
        home.Start();
        await home.Rpc.Answers();
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPEndPoint.Parse(home.Rpc.Address["tcp://".Length..]), TestContext.Current.CancellationToken);

        (await connection.GetStream().ReadAsync(new byte[1], TestContext.Current.CancellationToken)).ShouldBe(0);
    }

    [Fact]
    public async Task A_socket_file_that_was_left_behind_stops_the_node()
    {
        await using var home = CosmosHome.Create();
        var socket = home.In("rpc.sock");
        home.Listen("unix://" + socket);
        var killed = home.Start();
        await home.Rpc.Answers();
        await killed.Kill();
        File.Exists(socket).ShouldBeTrue();

        var next = home.Start();
        (await next.WaitForExit()).ShouldBe(1, next.Output);
        next.Output.ShouldContain("bind: address already in use");

        File.Delete(socket);
        var last = home.Start();
        await home.Rpc.Answers();
        (await last.Terminate()).ShouldBe(0, last.Output);
        File.Exists(socket).ShouldBeFalse();
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("close")]
    [InlineData("html")]
    [InlineData("http-500")]
    [InlineData("null")]
    [InlineData("error")]
    public async Task Something_else_may_answer(string what)
    {
        await using var home = await Running();
        home.Network.Set("rpc", what);

        await Should.ThrowAsync<Exception>(() => home.Rpc.Call("status"));
    }

    private static async Task<CosmosHome> Running(string dialect = "050")
    {
        var home = CosmosHome.Create(dialect);
        home.Network.Plan("v2", 30, "{}").Pause(3);
        home.Start();
        await home.Rpc.Reaches(3);
        return home;
    }
}
