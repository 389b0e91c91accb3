using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Chains.Vega.Rpc;
using Xunit;

namespace Visor.Tests.Chains.Vega.Rpc;

[Edge]
public sealed class CoreClientAnswerFailureTests : IDisposable
{
    // The clock stands still: a busy machine must not turn an answer into a timeout.
    private readonly CoreSocket _socket = new(new FakeTimeProvider());

    public void Dispose() => _socket.Dispose();

    [Theory]
    [InlineData("\x16\x03\x01 not at all HTTP\r\n\r\n")]
    [InlineData("SSH-2.0-server\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    public async Task Something_that_does_not_speak_HTTP(string sent)
    {
        var failure = await _socket.AskInVain(async e =>
        {
            await e.Send(sent);
            e.Close();
        });

        failure.Kind.ShouldBe(CoreFailureKind.NotHttp);
    }

    [Theory]
    [InlineData("404 Not Found", "404 page not found\n", "HTTP 404 (404 page not found)", "`vega.rpc.httpPath`")]
    [InlineData("415 Unsupported Media Type", "rpc: unrecognized Content-Type", "HTTP 415 (rpc: unrecognized Content-Type)", "application/json")]
    [InlineData("400 Bad Request", "rpc: can't find service", "HTTP 400 (rpc: can't find service)", "protocolupgrade.UpgradeStatus")]
    [InlineData("403 Forbidden", "", "HTTP 403", "credentials")]
    [InlineData("500 Internal Server Error", "it\r\n\u001b[31mbroke\u0007", "HTTP 500 (it ?[31mbroke?)", "log")]
    [InlineData("502 Bad Gateway", "<html><body>nginx</body></html>", "HTTP 502 (an HTML page)", "log")]
    [InlineData("301 Moved Permanently", "", "HTTP 301", "redirect")]
    [InlineData("201 Created", "{}", "HTTP 201 ({})", "200")]
    public async Task An_HTTP_status_is_shown_with_its_text_and_what_to_do(string status, string body, string message, string advice)
    {
        var failure = await _socket.AskInVain(e => e.Respond(status, body, "text/plain"));

        failure.Kind.ShouldBe(CoreFailureKind.HttpStatus);
        failure.Message.ShouldEndWith(message);
        failure.Advice.ShouldContain(advice);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var server = _socket.Serve(e => e.Send("HTTP/1.1 307 Go\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n"));

        (await _socket.AskInVain()).Kind.ShouldBe(CoreFailureKind.HttpStatus);

        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_body_that_says_it_is_huge_is_not_read()
    {
        var failure = await _socket.AskInVain(async e =>
        {
            await e.Send("HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n{");
            await e.Hang();
        });

        failure.Kind.ShouldBe(CoreFailureKind.TooLarge);
    }

    [Fact]
    public async Task A_body_that_never_ends_is_left_after_64_KiB()
    {
        var failure = await _socket.AskInVain(async e =>
        {
            await e.Send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true)
                await e.Send("400\r\n" + new string(' ', 1024) + "\r\n");
        });

        failure.Kind.ShouldBe(CoreFailureKind.TooLarge);
    }

    [Fact]
    public async Task An_error_page_that_never_ends_still_shows_how_it_begins()
    {
        var failure = await _socket.AskInVain(async e =>
        {
            await e.Send("HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true)
                await e.Send("400\r\n" + new string('x', 1024) + "\r\n");
        });

        failure.Kind.ShouldBe(CoreFailureKind.HttpStatus);
        failure.Message.ShouldContain("xxx…)");
    }

    [Fact]
    public async Task Headers_that_never_end_are_left_after_16_KiB()
    {
        var failure = await _socket.AskInVain(async e =>
        {
            await e.Send("HTTP/1.1 200 OK\r\n");
            while (true)
                await e.Send("X-Filler: " + new string('x', 1000) + "\r\n");
        });

        failure.Kind.ShouldBe(CoreFailureKind.TooLarge);
    }

    [Theory]
    [InlineData("", "an empty body")]
    [InlineData("<!DOCTYPE html><html></html>", "an HTML page")]
    [InlineData("pong\u001b]0;title\u0007", "not JSON (pong?]0;title?)")]
    [InlineData("{\"result\":", "not JSON")]
    public async Task A_200_that_is_not_JSON(string body, string message)
    {
        var failure = await _socket.AskInVain(e => e.Respond("200 OK", body, "text/html"));

        failure.Kind.ShouldBe(CoreFailureKind.NotJson);
        failure.Message.ShouldContain(message);
    }

    [Fact]
    public async Task The_answer_to_an_earlier_question_is_not_taken_for_this_one()
    {
        await using var server = _socket.Serve(e =>
            e.Respond("200 OK", $$"""{"result":{{CoreSocket.NothingAccepted}},"error":null,"id":1}"""));
        await _socket.AskStatus();

        var failure = await _socket.AskInVain();

        failure.Kind.ShouldBe(CoreFailureKind.WrongShape);
        failure.Message.ShouldContain("id is 1 instead of 2");
    }

    [Fact]
    public async Task An_error_of_the_RPC_is_shown_in_its_own_words()
    {
        var failure = await _socket.AskInVain(e =>
            e.Respond("200 OK", $$"""{"result":null,"error":"engine is \u001b[1mnot ready","id":{{e.Id}}}"""));

        failure.Kind.ShouldBe(CoreFailureKind.RpcError);
        failure.Message.ShouldContain("(engine is ?[1mnot ready)");
    }
}
