using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Chains;
using Visor.Chains.Vega.Rpc;
using Visor.Model;
using Visor.Tests.Http;
using Xunit;

namespace Visor.Tests.Chains.Vega.Rpc;

[Edge]
public sealed class StatisticsClientTests
{
    [Theory]
    [InlineData("""{"statistics":{"blockHeight":"1034","blockDuration":"1500000000","chainId":"x"}}""", 1034UL, 1500)]
    [InlineData("""{"statistics":{"blockHeight":1034,"blockDuration":1500000000}}""", 1034UL, 1500)]
    [InlineData("""{"statistics":{"blockHeight":"0","blockDuration":"0"}}""", 0UL, 0)]
    [InlineData("""{"Statistics":{"BlockHeight":"7"}}""", 7UL, 0)]
    public async Task The_height_and_the_pace_are_read(string body, ulong height, int milliseconds)
    {
        var answer = await Ask(e => e.Respond("200 OK", body));

        answer.ShouldBe(new HeightAnswer.Progress(new BlockProgress(height, TimeSpan.FromMilliseconds(milliseconds))));
    }

    [Fact]
    public async Task The_longest_pace_there_can_be_is_read()
    {
        var answer = await Ask(e => e.Respond(
            "200 OK", """{"statistics":{"blockHeight":"18446744073709551615","blockDuration":"18446744073709551615"}}"""));

        answer.ShouldBeOfType<HeightAnswer.Progress>().Value.Height.ShouldBe(ulong.MaxValue);
    }

    [Theory]
    [InlineData("200 OK", "{}", "without statistics.blockHeight")]
    [InlineData("200 OK", "null", "without statistics.blockHeight")]
    [InlineData("200 OK", """{"statistics":{"blockHeight":"-1"}}""", "something other than a core's statistics")]
    [InlineData("200 OK", """{"statistics":{"blockHeight":"many\u001b"}}""", "something other than a core's statistics")]
    [InlineData("200 OK", """{"statistics":{"blockHeight":"18446744073709551616"}}""", "something other than a core's statistics")]
    [InlineData("200 OK", """{"statistics":{"blockHeight":18446744073709551616}}""", "something other than a core's statistics")]
    [InlineData("200 OK", """{"statistics":{"blockHeight":1e300}}""", "something other than a core's statistics")]
    [InlineData("200 OK", "<html>", "something other than a core's statistics")]
    [InlineData("404 Not Found", "", "HTTP 404")]
    public async Task What_is_wrong_is_told_with_the_URL_and_the_key(string status, string body, string expected) =>
        ShouldFail(await Ask(e => e.Respond(status, body)), expected);

    [Fact]
    public async Task What_is_nested_deeper_than_an_answer_can_be_is_not_followed_down() =>
        ShouldFail(await Ask(e => e.Respond("200 OK", $$"""{"statistics":{{string.Concat(Enumerable.Repeat("{\"a\":", 10_000))}}""")), "something other than a core's statistics");

    [Fact]
    public async Task An_answer_that_comes_byte_by_byte_is_left_after_two_seconds_too()
    {
        var time = new FakeTimeProvider();
        var begun = new TaskCompletionSource();
        await using var server = ScriptedServer.OnTcp(async e =>
        {
            await e.Send("HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\n{");
            for (var sent = 0; ; sent++)
            {
                await e.Send(" ");
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
                if (sent == 10)
                    begun.TrySetResult();
            }
        });
        using var client = new StatisticsClient(server.Url("/statistics"), time);

        var asking = client.Ask(TestContext.Current.CancellationToken);
        await begun.Task.WaitAsync(CoreSocket.Generous, TestContext.Current.CancellationToken);
        asking.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(2));

        ShouldFail(await asking.WaitAsync(CoreSocket.Generous, TestContext.Current.CancellationToken), "within 2 s");
    }

    [Fact]
    public async Task A_redirect_is_not_followed() =>
        ShouldFail(await Ask(e => e.Send("HTTP/1.1 302 Go\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n")), "HTTP 302");

    [Fact]
    public async Task A_body_without_end_is_left() =>
        ShouldFail(
            await Ask(async e =>
            {
                await e.Send("HTTP/1.1 200 OK\r\n\r\n");
                while (true)
                    await e.Send(new string(' ', 1024));
            }),
            "a response that is too large");

    [Fact]
    public async Task A_connection_that_breaks_off_is_told() =>
        ShouldFail(
            await Ask(async e =>
            {
                await e.Send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
                e.Close();
            }),
            "cannot be reached");

    [Fact]
    public async Task A_port_nobody_listens_on_is_told()
    {
        Uri url;
        await using (var server = ScriptedServer.OnTcp(e => e.Hang()))
            url = server.Url("/statistics");
        using var client = new StatisticsClient(url, TimeProvider.System);

        ShouldFail(await client.Ask(TestContext.Current.CancellationToken), "cannot be reached");
    }

    [Fact]
    public async Task The_user_and_the_password_of_the_address_are_not_shown()
    {
        using var client = new StatisticsClient(new Uri("http://user:SECRET@127.0.0.1:1/statistics?key=SECRET"), TimeProvider.System);

        var answer = await client.Ask(TestContext.Current.CancellationToken);

        ShouldFail(answer, "http://127.0.0.1:1/statistics ");
        answer.ToString().ShouldNotContain("SECRET");
    }

    [Fact]
    public async Task A_mute_server_is_left_after_two_seconds()
    {
        var time = new FakeTimeProvider();
        var asked = new TaskCompletionSource();
        await using var server = ScriptedServer.OnTcp(e =>
        {
            asked.SetResult();
            return e.Hang();
        });
        using var client = new StatisticsClient(server.Url("/statistics"), time);

        var asking = client.Ask(TestContext.Current.CancellationToken);
        await asked.Task.WaitAsync(CoreSocket.Generous, TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(2));

        ShouldFail(await asking.WaitAsync(CoreSocket.Generous, TestContext.Current.CancellationToken), "within 2 s");
    }

    private static async Task<HeightAnswer> Ask(Func<Exchange, Task> script)
    {
        await using var server = ScriptedServer.OnTcp(script);
        // The clock stands still: a busy machine must not turn an answer into a timeout.
        using var client = new StatisticsClient(server.Url("/statistics"), new FakeTimeProvider());
        return await client.Ask(TestContext.Current.CancellationToken).WaitAsync(CoreSocket.Generous, TestContext.Current.CancellationToken);
    }

    private static void ShouldFail(HeightAnswer answer, string expected)
    {
        var why = answer.ShouldBeOfType<HeightAnswer.Failure>().Why;
        why.ShouldContain(expected);
        why.ShouldContain("http://127.0.0.1:");
        why.ShouldContain("`vega.statisticsUrl`");
        why.Any(char.IsControl).ShouldBeFalse();
    }
}
