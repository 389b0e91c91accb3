using System.Net;
using Shouldly;
using Visor.SimulatedGitHub.Releases;
using Xunit;

namespace Visor.EndToEnd.SimulatedGitHub;

public sealed class DownloadTests
{
    [Fact]
    public async Task The_bytes_come_from_a_host_of_another_name()
    {
        await using var client = await GitHubClient.Start();

        var url = new Uri(await client.StorageUrl());

        url.Host.ShouldBe("localhost");
        new Uri(client.Server.ApiUrl).Host.ShouldBe("127.0.0.1");
        (await client.Bytes(url.ToString())).ShouldBe(GitHubClient.Content);
    }

    [Fact]
    public async Task A_part_of_the_bytes_can_be_had_as_long_as_they_are_the_same()
    {
        await using var client = await GitHubClient.Start();
        var url = await client.StorageUrl();
        using var whole = await client.Send(url);
        var tag = whole.Headers.ETag!.ToString();

        using var part = await client.Send(url, ("Range", "bytes=200000-"), ("If-Range", tag));
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        part.Content.Headers.ContentRange!.ToString().ShouldBe("bytes 200000-299999/300000");
        (await client.Bytes(url, ("Range", "bytes=200000-"))).ShouldBe(GitHubClient.Content[200_000..]);
        (await client.Bytes(url, ("Range", "bytes=10-19"))).ShouldBe(GitHubClient.Content[10..20]);
        (await client.Bytes(url, ("Range", "bytes=-5"))).ShouldBe(GitHubClient.Content[^5..]);
        (await client.Status(url, ("Range", "bytes=200000-"), ("If-Range", "\"other\""))).ShouldBe(HttpStatusCode.OK);
        (await client.Status(url, ("Range", "bytes=300000-"))).ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
    }

    [Fact]
    public async Task The_host_of_the_bytes_refuses_a_token_and_a_wrong_signature()
    {
        await using var client = await GitHubClient.Start();
        var url = await client.StorageUrl();

        (await client.Status(url, ("Authorization", "Bearer secret"))).ShouldBe(HttpStatusCode.BadRequest);
        (await client.Status(url.Replace("sig=", "sig=0", StringComparison.Ordinal))).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_file_is_streamed_from_the_disk()
    {
        await using var client = await GitHubClient.Start();
        using var folder = new TemporaryFolder();
        var file = folder.In("asset");
        await File.WriteAllBytesAsync(file, GitHubClient.Content, TestContext.Current.CancellationToken);

        client.Server.Publish("vegaprotocol", "vega", "v0.2.0", ReleaseAsset.FromFile("vega", file));

        (await client.Bytes(await client.StorageUrl())).ShouldBe(GitHubClient.Content);
    }
}
