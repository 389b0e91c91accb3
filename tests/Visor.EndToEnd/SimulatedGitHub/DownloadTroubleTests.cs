using System.Net;
using System.Net.Sockets;
using Shouldly;
using Visor.SimulatedGitHub.Misbehaving;
using Visor.SimulatedGitHub.Requests;
using Xunit;

namespace Visor.EndToEnd.SimulatedGitHub;

public sealed class DownloadTroubleTests
{
    [Fact]
    public async Task A_truncated_body_ends_with_the_connection_in_order()
    {
        await using var client = await GitHubClient.Start();
        var url = await client.StorageUrl();
        await client.Server.Misbehave(new Misbehaviour.Truncated(1000));

        var (bytes, error) = await Raw(url);

        error.ShouldBeNull();
        var text = System.Text.Encoding.Latin1.GetString(bytes);
        text.ShouldContain("Content-Length: 300000");
        (bytes.Length - text.IndexOf("\r\n\r\n", StringComparison.Ordinal) - 4).ShouldBe(1000);
    }

    [Fact]
    public async Task A_reset_connection_is_reset()
    {
        await using var client = await GitHubClient.Start();
        var url = await client.StorageUrl();
        await client.Server.Misbehave(new Misbehaviour.Reset(1000) { Times = 1 });

        (await Raw(url)).Error.ShouldBe(SocketError.ConnectionReset);

        (await client.Bytes(url)).ShouldBe(GitHubClient.Content);
    }

    [Fact]
    public async Task A_stalled_download_goes_on_when_it_is_released()
    {
        await using var client = await GitHubClient.Start();
        var url = await client.StorageUrl();
        await client.Server.Misbehave(new Misbehaviour.Stall(1000));

        var download = client.Bytes(url);
        await client.Server.Until(requests => requests.Any(r => r is { IsStalled: true, BytesSent: 1000 }), TestContext.Current.CancellationToken);
        download.IsCompleted.ShouldBeFalse();

        await client.Server.Behave();
        (await download).ShouldBe(GitHubClient.Content);
    }

    [Fact]
    public async Task A_slow_download_goes_on_at_full_speed_when_it_is_released()
    {
        await using var client = await GitHubClient.Start();
        var url = await client.StorageUrl();
        await client.Server.Misbehave(new Misbehaviour.Slow(BytesPerSecond: 100));

        var download = client.Bytes(url);
        await client.Server.Until(requests => requests[^1].BytesSent > 0, TestContext.Current.CancellationToken);
        client.Server.Requests[^1].BytesSent.ShouldBeLessThan(GitHubClient.Content.Length);

        await client.Server.Behave();
        (await download).ShouldBe(GitHubClient.Content);
    }

    [Fact]
    public async Task A_client_that_gives_up_ends_its_request()
    {
        await using var client = await GitHubClient.Start();
        var url = await client.StorageUrl();
        await client.Server.Misbehave(new Misbehaviour.Stall(1000));

        (await client.Send(url)).Dispose();

        await client.Server.Until(requests => requests[^1] is { Host: HostRole.Storage, EndedAt: not null }, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task One_byte_is_another_also_where_only_a_part_is_asked_for()
    {
        await using var client = await GitHubClient.Start();
        var url = await client.StorageUrl();
        await client.Server.Misbehave(new Misbehaviour.Corrupted(250_000));

        Differences(await client.Bytes(url), 0).ShouldBe([250_000]);
        Differences(await client.Bytes(url, ("Range", "bytes=100000-")), 100_000).ShouldBe([250_000]);
    }

    [Fact]
    public async Task A_range_can_be_ignored_or_answered_with_another()
    {
        await using var client = await GitHubClient.Start();
        var url = await client.StorageUrl();
        await client.Server.Misbehave(new Misbehaviour.RangeIgnored() { Times = 1 }, new Misbehaviour.WrongRange());

        (await client.Status(url, ("Range", "bytes=100-"))).ShouldBe(HttpStatusCode.OK);
        using var wrong = await client.Send(url, ("Range", "bytes=100-"));
        wrong.Content.Headers.ContentRange!.From.ShouldBe(99);
    }

    [Fact]
    public async Task The_bytes_can_come_encoded_though_nobody_asked_for_it()
    {
        await using var client = await GitHubClient.Start();
        var url = await client.StorageUrl();
        await client.Server.Misbehave(new Misbehaviour.Encoded("gzip", Truly: true) { Times = 1 }, new Misbehaviour.Encoded("br") { Times = 1 });

        using (var gzip = await client.Send(url))
        {
            gzip.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
            (await gzip.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))[..2].ShouldBe([0x1f, 0x8b]);
        }

        using var untrue = await client.Send(url);
        untrue.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        (await untrue.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBe(GitHubClient.Content);
    }

    private static IEnumerable<int> Differences(byte[] bytes, int from) =>
        Enumerable.Range(from, bytes.Length).Where(i => bytes[i - from] != GitHubClient.Content[i]);

    /// <summary>What a socket sees: all bytes, and how it ended.</summary>
    private static async Task<(byte[] Bytes, SocketError? Error)> Raw(string address)
    {
        var url = new Uri(address);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, url.Port, TestContext.Current.CancellationToken);
        await socket.SendAsync(
            System.Text.Encoding.ASCII.GetBytes($"GET {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\nUser-Agent: test\r\n\r\n"),
            TestContext.Current.CancellationToken);
        using var bytes = new MemoryStream();
        var buffer = new byte[65536];
        try
        {
            while (await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken) is var got and > 0)
                bytes.Write(buffer, 0, got);
            return (bytes.ToArray(), null);
        }
        catch (SocketException e)
        {
            return (bytes.ToArray(), e.SocketErrorCode);
        }
    }
}
