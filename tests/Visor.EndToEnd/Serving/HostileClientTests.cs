using System.Net;
using System.Net.Sockets;
using Shouldly;
using Xunit;

namespace Visor.EndToEnd.Serving;

public sealed class HostileClientTests
{
    [Fact]
    public async Task Garbage_is_refused_and_does_no_harm()
    {
        await using var served = await ServedNode.Start();
        var line = new string('a', 100_000);
        foreach (var (sent, expected) in new[]
        {
            ("\0\u0001\u0002 garbage\r\n\r\n", "HTTP/1.1 400"),
            ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", ""),
            ($"GET /{line} HTTP/1.1\r\nHost: localhost\r\n\r\n", "HTTP/1.1 414"),
            ($"GET / HTTP/1.1\r\nHost: localhost\r\nX: {line}\r\n\r\n", "HTTP/1.1 431"),
            ("GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 400"),
            ("GET / HTTP/1.0\r\n\r\n", "HTTP/1.1 421"),
            ("GET / HTTP/1.1\r\nHost: localhost\r\nHost: other\r\n\r\n", "HTTP/1.1 400"),
            ("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n", "HTTP/1.1 400"),
            ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999\r\n\r\n", "HTTP/1.1 413"),
            ("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n", "HTTP/1.1 413"),
            ("CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n", "HTTP/1.1 421"),
            ("GET /%00%0d%0aSet-Cookie:x HTTP/1.1\r\nHost: localhost\r\n\r\n", "HTTP/1.1 4"),
        })
        {
            (await served.Say(sent)).ShouldStartWith(expected, customMessage: sent[..Math.Min(60, sent.Length)]);
        }

        using var answer = await served.Ask("/healthz");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await served.Node.StopCleanly(served.Visor);
    }

    [Fact]
    public async Task Clients_that_never_finish_are_dropped_and_keep_neither_the_node_nor_others_waiting()
    {
        await using var served = await ServedNode.Start();
        List<TcpClient> slow = [];
        try
        {
            // As many as are taken at all, each with half a request.
            for (var i = 0; i < 120; i++)
            {
                var client = await served.Connect();
                slow.Add(client);
                await Send(client, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
            }

            served.Node.Signal(Native.SigKill);
            await served.Node.ReadyAfterStarts(2);
            await Eventually.See(() => Answers(served) ? this : null, () => $"an answer beside slow clients\n{served.Visor.Output}");
            await served.Node.StopCleanly(served.Visor);
        }
        finally
        {
            slow.ForEach(s => s.Dispose());
        }
    }

    private static bool Answers(ServedNode served)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(served.Address, "/healthz"));
            using var answer = client.Send(request, TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private static async Task Send(TcpClient client, string text)
    {
        try
        {
            await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // One too many: it was not taken.
        }
    }
}
