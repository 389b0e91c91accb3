using Shouldly;
using Visor.Model;
using Visor.Releases.Fetching;
using Xunit;

namespace Visor.Tests.Releases.Fetching;

[Edge]
public sealed class AssetProbeTests
{
    [Fact]
    public async Task One_byte_is_asked_for_and_is_enough()
    {
        await using var release = new FakeRelease(e => e.Send("HTTP/1.1 206 Partial Content\r\nContent-Length: 1\r\nContent-Range: bytes 0-0/100000\r\n\r\nx"));

        await Probe(release);

        release.Server.Requests.ShouldHaveSingleItem().ShouldContain("Range: bytes=0-0\r\n");
    }

    [Fact]
    public async Task A_server_that_gives_no_parts_is_left_after_the_first_byte()
    {
        await using var release = new FakeRelease(async e =>
        {
            await e.Send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nx");
            await e.Hang();
        });

        await Probe(release);
    }

    [Theory]
    [InlineData("404 Not Found", "", "the asset vega-linux-amd64.zip of v0.76.0 is gone")]
    [InlineData("403 Forbidden", "", "answered with HTTP 403")]
    [InlineData("200 OK", "Content-Type: text/html\r\n", "answered with an HTML page instead of vega-linux-amd64.zip of v0.76.0")]
    [InlineData("206 Partial Content", "Content-Range: bytes 0-0/7\r\n", "has 7 bytes for vega-linux-amd64.zip of v0.76.0 instead of the published 100000")]
    public async Task What_is_not_the_asset_is_told(string status, string header, string told)
    {
        await using var release = new FakeRelease(e => e.Send($"HTTP/1.1 {status}\r\nContent-Length: 1\r\n{header}\r\nx"));

        (await Probe(release).ShouldThrowAsync<ReleaseException>()).Message.ShouldContain(told);
    }

    [Fact]
    public async Task An_answer_without_a_byte_is_none()
    {
        await using var release = new FakeRelease(e => e.Send("HTTP/1.1 206 Partial Content\r\nContent-Length: 0\r\nContent-Range: bytes 0-0/100000\r\n\r\n"));

        (await Probe(release).ShouldThrowAsync<TransferException>()).Message.ShouldContain("without sending a byte");
    }

    private static Task<string> Probe(FakeRelease release) => release.Probe();
}
