using Shouldly;
using Visor.Model;
using Visor.Releases.Fetching;
using Visor.Tests.Http;
using Xunit;

namespace Visor.Tests.Releases.Fetching;

[Edge]
public sealed class InterruptedDownloadTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_download_that_breaks_off_is_taken_up_where_it_ended()
    {
        FakeRelease release = null!;
        await using var _ = release = new FakeRelease(e => e.Number == 1 ? release.Send(e, until: 40_000) : release.Send(e, from: 40_000));

        (await release.Fetch()).ShouldBe(release.Digest);

        (await File.ReadAllBytesAsync(release.File, Cancellation)).ShouldBe(release.Content);
        var second = release.Server.Requests.Last();
        second.ShouldContain("Range: bytes=40000-\r\n");
        second.ShouldContain("If-Range: \"one\"\r\n");
        release.Log.Lines.ShouldHaveSingleItem().ShouldContain("after 40000 of 100000 bytes");
    }

    [Fact]
    public async Task A_download_goes_on_in_a_later_attempt()
    {
        FakeRelease release = null!;
        await using var _ = release = new FakeRelease(e => e.Number switch
        {
            1 => release.Send(e, until: 40_000),
            2 => e.Respond("403 Forbidden", "{}"),
            _ => release.Send(e, from: 40_000),
        });

        await release.Fetch().ShouldThrowAsync<ReleaseException>();
        var progress = new List<DownloadProgress>();
        (await release.Fetch(progress: progress.Add)).ShouldBe(release.Digest);

        progress[0].Received.ShouldBe(40_000);
        release.Server.Requests.Last().ShouldContain("Range: bytes=40000-\r\n");
    }

    [Fact]
    public async Task What_is_whole_already_is_only_hashed()
    {
        FakeRelease release = null!;
        await using var _ = release = new FakeRelease(e => release.Send(e));
        await release.Fetch();

        (await release.Fetch()).ShouldBe(release.Digest);

        release.Server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("size")]
    [InlineData("digest")]
    [InlineData("address")]
    [InlineData("no marker")]
    [InlineData("broken marker")]
    public async Task What_is_of_another_asset_is_not_gone_on_with(string difference)
    {
        FakeRelease release = null!;
        await using var _ = release = new FakeRelease(e => release.Send(e));
        var other = difference switch
        {
            "size" => release.Asset with { Size = release.Content.Length + 1 },
            "digest" => release.Asset with { Digest = Sha256Digest.Of(new byte[32]) },
            "address" => release.Asset with { Address = release.Server.Url("/other") },
            _ => release.Asset,
        };
        await File.WriteAllBytesAsync(release.File, new byte[100], Cancellation);
        if (difference is "broken marker")
            await File.WriteAllTextAsync(release.Marker, "{", Cancellation);
        else if (difference is not "no marker")
            await File.WriteAllBytesAsync(release.Marker, MarkerOf(other), Cancellation);

        (await release.Fetch()).ShouldBe(release.Digest);

        release.Server.Requests.ShouldHaveSingleItem().ShouldNotContain("Range:");
    }

    [Fact]
    public async Task Without_a_digest_what_another_boot_has_left_is_not_gone_on_with()
    {
        FakeRelease release = null!;
        await using var _ = release = new FakeRelease(e => release.Send(e));
        var asset = release.Asset with { Digest = null };
        await File.WriteAllBytesAsync(release.File, new byte[100], Cancellation);
        await File.WriteAllBytesAsync(release.Marker, MarkerOf(asset), Cancellation);

        (await release.Fetch(asset)).ShouldBe(release.Digest);
    }

    [Fact]
    public async Task A_server_that_sends_the_whole_again_is_listened_to()
    {
        FakeRelease release = null!;
        await using var _ = release = new FakeRelease(e => e.Number == 1 ? release.Send(e, until: 40_000) : release.Send(e, etag: "\"two\""));

        (await release.Fetch()).ShouldBe(release.Digest);

        (await File.ReadAllBytesAsync(release.File, Cancellation)).ShouldBe(release.Content);
    }

    [Theory]
    [InlineData("416 Range Not Satisfiable", "Content-Range: bytes */100000\r\n")]
    [InlineData("206 Partial Content", "")]
    [InlineData("206 Partial Content", "Content-Range: bytes 39999-99999/100000\r\n")]
    [InlineData("206 Partial Content", "Content-Range: bytes 40000-99999/100001\r\n")]
    [InlineData("206 Partial Content", "Content-Range: lines 40000-99999/100000\r\n")]
    public async Task A_server_that_does_not_give_the_rest_is_asked_for_the_whole(string status, string header)
    {
        FakeRelease release = null!;
        await using var _ = release = new FakeRelease(e => e.Number switch
        {
            1 => release.Send(e, until: 40_000),
            2 => e.Send($"HTTP/1.1 {status}\r\n{header}Content-Length: 0\r\n\r\n"),
            _ => release.Send(e),
        });

        (await release.Fetch()).ShouldBe(release.Digest);

        release.Server.Requests.Last().ShouldNotContain("Range:");
    }

    [Fact]
    public async Task The_rest_of_other_content_is_not_put_behind_what_has_come()
    {
        FakeRelease release = null!;
        await using var _ = release = new FakeRelease(e => e.Number switch
        {
            1 => release.Send(e, until: 40_000),
            2 => release.Send(e, from: 40_000, etag: "\"two\""),
            _ => release.Send(e),
        });

        (await release.Fetch(release.Asset with { Digest = null })).ShouldBe(release.Digest);

        release.Server.Requests.Last().ShouldNotContain("Range:");
        (await File.ReadAllBytesAsync(release.File, Cancellation)).ShouldBe(release.Content);
    }

    [Fact]
    public async Task A_weak_entity_tag_does_not_guard_a_rest()
    {
        FakeRelease release = null!;
        await using var _ = release = new FakeRelease(e => e.Number == 1 ? release.Send(e, until: 40_000, etag: "W/\"one\"") : release.Send(e));

        (await release.Fetch(release.Asset with { Digest = null })).ShouldBe(release.Digest);

        release.Server.Requests.Last().ShouldNotContain("Range:");
    }

    [Fact]
    public async Task A_silent_server_is_given_up_after_half_a_minute_and_asked_again()
    {
        FakeRelease release = null!;
        await using var _ = release = new FakeRelease(async e =>
        {
            if (e.Number == 3)
            {
                await release.Send(e, from: 40_000);
                return;
            }

            if (e.Number == 2)
                await release.Send(e, until: 40_000);
            await e.Hang();
        });
        var received = 0L;

        var fetching = release.Fetch(progress: p => Interlocked.Exchange(ref received, p.Received));
        await Eventually.Holds(() => release.Server.Requests.Count == 1, "the first request");
        release.Time.PassSilence();
        await Eventually.Holds(() => Interlocked.Read(ref received) == 40_000, "the first bytes");
        release.Time.PassSilence();

        (await fetching).ShouldBe(release.Digest);
        release.Log.Lines.Count.ShouldBe(2);
        release.Log.Lines.ShouldAllBe(l => l.Contains("sent nothing for 30 s", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy", "HTTP 503 (busy)")]
    [InlineData("", "closed the connection before it answered")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", "closed the connection in the middle")]
    [InlineData("ssh-2.0\r\n\r\n", "not HTTP")]
    public async Task A_server_that_gives_nothing_new_five_times_is_left(string answer, string expected)
    {
        await using var release = new FakeRelease(async e =>
        {
            await e.Send(answer);
            e.Close();
        });

        var failure = await release.Fetch().ShouldThrowAsync<ReleaseException>();

        failure.Message.ShouldContain(expected);
        failure.Message.ShouldContain("(5 failures in a row)");
        release.Time.Pauses.Count.ShouldBe(4);
        foreach (var (pause, longest) in release.Time.Pauses.Zip([1, 2, 4, 8]))
            pause.TotalSeconds.ShouldBeInRange(longest / 2.0, longest);
    }

    [Fact]
    public async Task However_often_it_breaks_off_a_download_that_moves_goes_on()
    {
        FakeRelease release = null!;
        await using var _ = release = new FakeRelease(e => Piece(e), size: 10_000);

        (await release.Fetch()).ShouldBe(release.Digest);

        release.Server.Requests.Count.ShouldBe(10);
        release.Time.Pauses.ShouldAllBe(p => p <= TimeSpan.FromSeconds(1));

        Task Piece(Exchange e) => release.Send(e, (e.Number - 1) * 1000, e.Number == 10 ? null : e.Number * 1000);
    }

    private static byte[] MarkerOf(PublishedAsset asset) => System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(
        ResumeMetadata.Create(asset, "\"one\"", boot: "another"), ReleaseJson.Default.ResumeMetadata);
}
