using System.Net;
using System.Net.Sockets;
using Shouldly;
using Visor.Configuration;
using Visor.Status.Serving;
using Xunit;

namespace Visor.Tests.Status.Serving;

[Edge]
public sealed class StatusServerTests : IAsyncDisposable
{
    private readonly RecordingLog _log = new();
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new();
    private readonly StatusServer _server;
    private volatile StatusConfig _wanted = new();
    private volatile int _spareFiles = 1000;

    public StatusServerTests()
    {
        _server = new StatusServer(() => _wanted, status => $"state {status.Node.State}\n", _folder["journal.jsonl"], () => { }, () => _spareFiles, TimeProvider.System, _log);
    }

    [Theory]
    [InlineData("/", "text/html; charset=utf-8", "ALL WELL")]
    [InlineData("/status.json", "application/json; charset=utf-8", "\"state\": \"ready\"")]
    [InlineData("/healthz", "text/plain; charset=utf-8", "ready\n")]
    [InlineData("/metrics", "text/plain; version=0.0.4; charset=utf-8", "state ready\n")]
    public async Task It_serves_each_representation_with_everything_that_protects_it(string path, string type, string content)
    {
        var address = await Serve();
        using var answer = await _client.GetAsync(address + path, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe(type);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain(content);
        Header(answer, "Content-Security-Policy").ShouldStartWith("default-src 'none'; style-src 'sha256-");
        Header(answer, "Content-Security-Policy").ShouldNotContain("unsafe");
        Header(answer, "Content-Security-Policy").ShouldEndWith("base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        Header(answer, "X-Content-Type-Options").ShouldBe("nosniff");
        Header(answer, "X-Frame-Options").ShouldBe("DENY");
        Header(answer, "Referrer-Policy").ShouldBe("no-referrer");
        Header(answer, "Cross-Origin-Resource-Policy").ShouldBe("same-origin");
        Header(answer, "Cache-Control").ShouldBe("no-store");
        answer.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task A_change_is_served_from_the_next_request_on()
    {
        var address = await Serve();
        _server.Publish(Samples.In("failed", "no restarts are left"));
        using var answer = await _client.GetAsync(address + "/healthz", Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldBe("failed: no restarts are left\nDOWN: the node is failed: no restarts are left\n");
    }

    [Fact]
    public async Task An_address_that_leads_to_other_machines_is_not_served_without_their_being_allowed()
    {
        _wanted = new StatusConfig { Listen = "0.0.0.0:0" };
        _server.Publish(Samples.Ready);
        await Logged("requires allowRemote = true");
    }

    [Fact]
    public async Task A_name_that_leads_nowhere_is_told_in_plain_words()
    {
        _wanted = new StatusConfig { Listen = "no-such-host.invalid:0", AllowRemote = true };
        _server.Publish(Samples.Ready);
        await Logged("\"no-such-host.invalid\" has no address");
    }

    [Fact]
    public async Task A_port_that_is_in_use_is_told_once_and_taken_when_it_is_free()
    {
        var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        try
        {
            _wanted = new StatusConfig { Listen = $"127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}" };
            _server.Publish(Samples.Ready);
            await Logged("another program is listening there");
        }
        finally
        {
            other.Dispose();
        }

        await Logged("is served at");
        _log.Lines.Count(l => l.Contains("another program", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task It_ends_at_once_although_a_client_stays_connected()
    {
        var address = new Uri(await Serve());
        using var idle = new TcpClient();
        await idle.ConnectAsync(address.Host, address.Port, Cancellation);
        await _server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
    }

    [Fact]
    public async Task Whoever_comes_last_is_served_however_many_connections_somebody_holds_open_and_the_oldest_make_room()
    {
        _spareFiles = 22; // Ten clients.
        var address = new Uri(await Serve());
        List<TcpClient> idle = [];
        try
        {
            for (var i = 0; i < 200; i++)
            {
                var client = new TcpClient();
                idle.Add(client);
                await client.ConnectAsync(address.Host, address.Port, Cancellation);
                await client.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "u8.ToArray(), Cancellation);
            }

            // None of them is given up by a timeout before five seconds.
            using var answer = await _client.GetAsync(address + "healthz", Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            await Eventually.Holds(() => idle.Count(IsOpen) <= 10, "no more than ten are open");
            idle.Count(IsOpen).ShouldBeGreaterThan(0, "nobody is sent away without need");
            IsOpen(idle[0]).ShouldBeFalse("the oldest made room");
        }
        finally
        {
            idle.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task Where_the_node_needs_every_file_that_may_be_open_nothing_is_served_and_the_log_says_why()
    {
        _spareFiles = 9;
        _wanted = new StatusConfig { Listen = "127.0.0.1:0" };
        _server.Publish(Samples.Ready);

        (await Logged("Cannot serve the status page")).ShouldContain("the node and its upgrade need all of them: raise LimitNOFILE=");
    }

    // What has been closed by the server reads as its end.
    private static bool IsOpen(TcpClient client)
    {
        try
        {
            return !(client.Client.Poll(0, SelectMode.SelectRead) && client.Client.Receive(new byte[1], SocketFlags.Peek) == 0);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _client.Dispose();
        _folder.Dispose();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).ShouldHaveSingleItem();

    private async Task<string> Serve()
    {
        _wanted = new StatusConfig { Listen = "127.0.0.1:0" };
        _server.Publish(Samples.Ready);
        var line = await Logged("is served at");
        return line[line.IndexOf("http", StringComparison.Ordinal)..].TrimEnd('/');
    }

    private async Task<string> Logged(string words)
    {
        await Eventually.Holds(() => _log.Lines.Any(l => l.Contains(words, StringComparison.Ordinal)), words);
        return _log.Lines.First(l => l.Contains(words, StringComparison.Ordinal));
    }
}
