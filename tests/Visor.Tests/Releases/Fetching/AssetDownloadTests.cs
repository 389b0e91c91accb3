using Shouldly;
using Visor.Model;
using Visor.Releases.Fetching;
using Visor.Tests.Journaling;
using Xunit;

namespace Visor.Tests.Releases.Fetching;

[Edge]
public sealed class AssetDownloadTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(256 * 1024)]
    [InlineData(3_000_001)]
    public async Task An_asset_arrives_whole_and_hashed(int size)
    {
        FakeRelease release = null!;
        await using var _ = release = new FakeRelease(e => release.Send(e), size);
        var progress = new List<DownloadProgress>();

        var digest = await release.Fetch(progress: progress.Add);

        digest.ShouldBe(release.Digest);
        (await File.ReadAllBytesAsync(release.File, Cancellation)).ShouldBe(release.Content);
        progress[0].ShouldBe(new DownloadProgress(0, size));
        progress[^1].ShouldBe(new DownloadProgress(size, size));
        progress.Select(p => p.Received).ShouldBeInOrder();
        var request = release.Server.Requests.ShouldHaveSingleItem();
        request.ShouldContain("Accept: application/octet-stream\r\n");
        request.ShouldContain("Accept-Encoding: identity\r\n");
        request.ShouldNotContain("Range:");
    }

    [Fact]
    public async Task An_asset_without_announced_length_arrives_whole()
    {
        FakeRelease release = null!;
        await using var _ = release = new FakeRelease(async e =>
        {
            await e.Send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
            await e.Send(release.Content);
            e.Close();
        });

        (await release.Fetch()).ShouldBe(release.Digest);
    }

    [Fact]
    public async Task What_arrives_compressed_is_stored_as_it_comes()
    {
        FakeRelease release = null!;
        await using var _ = release = new FakeRelease(async e =>
        {
            await e.Send($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {release.Content.Length}\r\n\r\n");
            await e.Send(release.Content);
        });

        (await release.Fetch()).ShouldBe(release.Digest);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task More_than_was_announced_is_cut_off_and_refused(bool withLength)
    {
        FakeRelease release = null!;
        await using var _ = release = new FakeRelease(async e =>
        {
            await e.Send(withLength ? "HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n" : "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
            while (true)
                await e.Send(release.Content);
        });

        var failure = await release.Fetch().ShouldThrowAsync<ReleaseException>();

        failure.Message.ShouldContain("more than the published 100000 bytes");
        new FileInfo(release.File).Length.ShouldBe(0);
        release.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_page_for_people_is_not_taken_for_the_asset()
    {
        await using var release = new FakeRelease(e => e.Respond("200 OK", "<html>please log in</html>", "text/html; charset=utf-8"));

        (await release.Fetch().ShouldThrowAsync<ReleaseException>()).Message.ShouldContain("HTML page instead of vega-linux-amd64.zip of v0.76.0");
    }

    [Fact]
    public async Task An_asset_that_has_gone_is_named()
    {
        await using var release = new FakeRelease(e => e.Respond("404 Not Found", """{"message":"Not Found"}"""));

        var failure = await release.Fetch().ShouldThrowAsync<ReleaseException>();

        failure.Message.ShouldContain("the asset vega-linux-amd64.zip of v0.76.0 is gone");
        release.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_limit_on_downloads_is_told_as_one()
    {
        await using var release = new FakeRelease(e => e.Send("HTTP/1.1 429 Slow\r\nRetry-After: 90\r\nContent-Length: 0\r\n\r\n"));

        (await release.Fetch().ShouldThrowAsync<RateLimitedException>()).RetryAfter.ShouldBe(TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_named()
    {
        await using var release = new FakeRelease(e => e.Hang());
        Directory.CreateDirectory(release.File);

        var failure = await release.Fetch().ShouldThrowAsync<ReleaseException>();

        failure.Message.ShouldContain(release.File);
        failure.Message.ShouldContain("make the folder writable for Visor's user");
        Directory.Delete(release.File);
    }

    [Fact]
    public async Task A_full_disk_is_told_and_the_download_goes_on_once_there_is_room()
    {
        await using var disk = await SmallDisk.Mount("256k");
        await File.WriteAllBytesAsync(disk["other"], new byte[192 * 1024], Cancellation);
        FakeRelease release = null!;
        await using var _ = release = new FakeRelease(e => e.Number == 1
            ? release.Send(e)
            : release.Send(e, from: (int)new FileInfo(release.File).Length));
        release.File = disk["asset"];

        var failure = await release.Fetch().ShouldThrowAsync<ReleaseException>();
        File.Delete(disk["other"]);

        failure.Message.ShouldContain($"{release.File} cannot be written (");
        failure.Message.ShouldContain("make room on the disk");
        (await release.Fetch()).ShouldBe(release.Digest);
    }

    [Fact]
    public async Task A_withdrawn_upgrade_ends_the_download_and_keeps_what_has_come()
    {
        FakeRelease release = null!;
        await using var _ = release = new FakeRelease(async e =>
        {
            await e.Send($"HTTP/1.1 200 OK\r\nETag: \"one\"\r\nContent-Length: {release.Content.Length}\r\n\r\n");
            await e.Send(release.Content[..40_000]);
            await e.Hang();
        });
        using var withdrawn = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        await release.Fetch(
            progress: p =>
            {
                if (p.Received == 40_000)
                    withdrawn.Cancel();
            },
            cancellation: withdrawn.Token).ShouldThrowAsync<OperationCanceledException>();

        new FileInfo(release.File).Length.ShouldBe(40_000);
    }
}
