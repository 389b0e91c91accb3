using Shouldly;
using Visor.Chains.Vega.Rpc;
using Xunit;

namespace Visor.Tests.Chains.Vega.Rpc;

[Edge]
public sealed class CoreClientTests
{
    [Fact]
    public async Task The_request_is_what_the_protocol_says_and_nothing_more()
    {
        using var socket = new CoreSocket();
        await using var server = socket.Serve(e => e.Answer(CoreSocket.NothingAccepted));

        await socket.AskStatus();

        var request = server.Requests.ShouldHaveSingleItem().Split("\r\n");
        request[0].ShouldBe("POST /rpc HTTP/1.1");
        request[^1].ShouldBe("""{"method":"protocolupgrade.UpgradeStatus","params":[{}],"id":1}""");
        request[1..^2].Order(StringComparer.Ordinal).ShouldBe(["Content-Length: 63", "Content-Type: application/json", "Host: localhost"]);
    }

    [Fact]
    public async Task An_accepted_release_comes_back_as_the_core_names_it()
    {
        using var socket = new CoreSocket();
        await using var server = socket.Serve(e => e.Answer(
            """{"AcceptedReleaseInfo":{"VegaReleaseTag":"v0.76.0","UpgradeBlockHeight":1034000},"ReadyToUpgrade":true}"""));

        (await socket.AskStatus()).ShouldBe(new UpgradeStatus(new AcceptedRelease("v0.76.0", 1_034_000), Ready: true));
    }

    [Fact]
    public async Task A_chunked_answer_that_comes_in_drops_is_read_whole()
    {
        using var socket = new CoreSocket();
        await using var server = socket.Serve(async e =>
        {
            var json = $$"""{"result":{{CoreSocket.NothingAccepted}},"error":null,"id":{{e.Id}}}""";
            await e.Send("HTTP/1.1 200 OK\r\nTransfer-Enc");
            await e.Send("oding: chunked\r\n\r\n");
            foreach (var part in json.Chunk(7))
                await e.Send($"{part.Length:x}\r\n{new string(part)}\r\n");
            await e.Send("0\r\n\r\n");
        });

        (await socket.AskStatus()).ShouldBe(new UpgradeStatus(null, Ready: false));
    }

    [Fact]
    public async Task An_answer_without_a_length_ends_with_the_connection()
    {
        using var socket = new CoreSocket();
        await using var server = socket.Serve(async e =>
        {
            await e.Send($$"""HTTP/1.0 200 OK{{"\r\n\r\n"}}{"result":{{CoreSocket.NothingAccepted}},"id":{{e.Id}}}""");
            e.Close();
        });

        (await socket.AskStatus()).Ready.ShouldBeFalse();
        (await socket.AskStatus()).Ready.ShouldBeFalse();
    }

    [Fact]
    public async Task One_connection_serves_many_questions()
    {
        using var socket = new CoreSocket();
        await using var server = socket.Serve(e => e.Answer(CoreSocket.NothingAccepted));

        for (var i = 0; i < 20; i++)
            await socket.AskStatus();

        server.Connections.ShouldBe(1);
        server.Requests.Last().ShouldEndWith("\"id\":20}");
    }

    [Fact]
    public async Task A_core_that_came_back_on_the_same_path_is_reached_by_the_next_question()
    {
        using var socket = new CoreSocket();
        for (var i = 0; i < 20; i++)
        {
            await using var server = socket.Serve(e => e.Answer(CoreSocket.NothingAccepted));
            await socket.AskStatus();
            await socket.AskStatus();
        }
    }

    [Fact]
    public async Task A_kept_connection_that_dies_under_the_question_is_replaced_without_a_word()
    {
        using var socket = new CoreSocket();
        await using var server = socket.Serve(async e =>
        {
            if (e.Number == 2)
                e.Close();
            else
                await e.Answer(CoreSocket.NothingAccepted);
        });

        await socket.AskStatus();
        await socket.AskStatus();

        server.Connections.ShouldBe(2);
        server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_core_that_closes_every_connection_is_asked_twice_and_no_more()
    {
        using var socket = new CoreSocket();
        await using var server = socket.Serve(async e =>
        {
            if (e.Number == 1)
                await e.Answer(CoreSocket.NothingAccepted);
            else
                e.Close();
        });

        await socket.AskStatus();
        (await socket.AskInVain()).Kind.ShouldBe(CoreFailureKind.Closed);

        server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_question_the_caller_no_longer_asks_ends_with_the_callers_token()
    {
        using var socket = new CoreSocket();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var asked = new TaskCompletionSource();
        await using var server = socket.Serve(e =>
        {
            asked.SetResult();
            return e.Hang();
        });

        var asking = socket.Client.UpgradeStatus(CoreSocket.Generous, cancellation.Token);
        await asked.Task.WaitAsync(CoreSocket.Generous, TestContext.Current.CancellationToken);
        await cancellation.CancelAsync();

        (await Should.ThrowAsync<OperationCanceledException>(asking)).CancellationToken.ShouldBe(cancellation.Token);
    }

    [Fact]
    public async Task The_longest_timeout_that_can_be_configured_is_no_trouble()
    {
        using var socket = new CoreSocket();
        await using var server = socket.Serve(e => e.Answer(CoreSocket.NothingAccepted));

        (await socket.Client.UpgradeStatus(TimeSpan.FromSeconds(int.MaxValue), TestContext.Current.CancellationToken))
            .ShouldBeOfType<CoreAnswer.Status>();
    }
}
