using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Chains.Vega.Rpc;
using Xunit;

namespace Visor.Tests.Chains.Vega.Rpc;

[Edge]
public sealed class CoreClientSilenceTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CoreSocket _socket;

    public CoreClientSilenceTests() => _socket = new CoreSocket(_time);

    public void Dispose() => _socket.Dispose();

    [Fact]
    public async Task A_core_that_takes_the_question_and_stays_mute()
    {
        var asked = new TaskCompletionSource();
        await using var server = _socket.Serve(e =>
        {
            asked.SetResult();
            return e.Hang();
        });

        var failure = await _socket.AskUntil(asked.Task, _time);

        failure.Kind.ShouldBe(CoreFailureKind.NoAnswer);
        failure.Message.ShouldContain("did not answer within 5 s");
    }

    [Fact]
    public async Task A_core_whose_headers_never_end()
    {
        var begun = new TaskCompletionSource();
        await using var server = _socket.Serve(async e =>
        {
            await e.Send("HTTP/1.1 200 OK\r\nContent-Ty");
            begun.SetResult();
            await e.Hang();
        });

        (await _socket.AskUntil(begun.Task, _time)).Kind.ShouldBe(CoreFailureKind.NoAnswer);
    }

    [Fact]
    public async Task A_core_that_falls_silent_in_the_middle_of_its_answer()
    {
        // What is measured is time since the call began, so that drops of an answer do not prolong it.
        await using var server = _socket.Serve(async e =>
        {
            await e.Send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"result\":");
            await e.Hang();
        });
        using var client = new CoreClient(_socket.Path, "/rpc", _ => true, TimeProvider.System);

        var answer = await client.UpgradeStatus(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        var failure = answer.ShouldBeOfType<CoreAnswer.Failure>().Why;
        failure.Kind.ShouldBe(CoreFailureKind.NoAnswer);
        failure.Message.ShouldContain("within 1 s");
    }

    [Fact]
    public async Task A_mute_core_is_reached_again_once_it_answers()
    {
        var asked = new TaskCompletionSource();
        await using var server = _socket.Serve(async e =>
        {
            if (e.Number == 1)
            {
                asked.SetResult();
                await e.Hang();
            }

            await e.Answer(CoreSocket.NothingAccepted);
        });

        await _socket.AskUntil(asked.Task, _time);

        (await _socket.AskStatus()).Ready.ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    public async Task A_connection_that_closes_before_the_answer(string sent)
    {
        var failure = await _socket.AskInVain(async e =>
        {
            await e.Send(sent);
            e.Close();
        });

        failure.Kind.ShouldBe(CoreFailureKind.Closed);
        failure.Message.ShouldContain("before it answered");
    }

    [Theory]
    [InlineData("Content-Length: 100\r\n\r\n{\"result\":")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\n{\"res\r\n")]
    public async Task A_connection_that_closes_in_the_middle_of_the_answer(string sent)
    {
        var failure = await _socket.AskInVain(async e =>
        {
            await e.Send("HTTP/1.1 200 OK\r\n" + sent);
            e.Close();
        });

        failure.Kind.ShouldBe(CoreFailureKind.Closed);
        failure.Message.ShouldContain("middle of its answer");
    }
}
