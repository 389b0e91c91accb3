using System.Net;
using System.Net.Sockets;
using Shouldly;
using Visor.SimulatedGitHub.Misbehaving;
using Xunit;

namespace Visor.EndToEnd.SimulatedGitHub;

public sealed class ApiTroubleTests
{
    private const string Release = "/repos/vegaprotocol/vega/releases/tags/v0.2.0";

    [Fact]
    public async Task An_api_that_is_down_refuses_connections_and_comes_back_where_it_was()
    {
        await using var client = await GitHubClient.Start();
        (await client.Status(Release)).ShouldBe(HttpStatusCode.OK);

        await client.Server.Misbehave(new Misbehaviour.ApiDown());
        var refused = await Should.ThrowAsync<HttpRequestException>(() => client.Status(Release));
        refused.InnerException.ShouldBeOfType<SocketException>().SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);

        await client.Server.Behave();
        (await client.Status(Release)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_misbehaviour_ends_after_the_requests_it_was_meant_for()
    {
        await using var client = await GitHubClient.Start();

        await client.Server.Misbehave(new Misbehaviour.ApiStatus(503) { Times = 2 });

        (await client.Status(Release)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await client.Status(Release)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await client.Status(Release)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_rate_limit_says_when_it_ends()
    {
        await using var client = await GitHubClient.Start();
        var before = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

        await client.Server.Misbehave(new Misbehaviour.RateLimited(429, RetryAfter: TimeSpan.FromSeconds(7), ResetAfter: TimeSpan.FromSeconds(60)));
        using var response = await client.Send(Release);

        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(7));
        response.Headers.GetValues("X-RateLimit-Remaining").ShouldBe(["0"]);
        long.Parse(response.Headers.GetValues("X-RateLimit-Reset").Single(), System.Globalization.CultureInfo.InvariantCulture)
            .ShouldBeInRange(before + 60, before + 90);
    }

    [Fact]
    public async Task Answers_that_are_no_release_come_on_request()
    {
        await using var client = await GitHubClient.Start();

        await client.Server.Misbehave(new Misbehaviour.HtmlInsteadOfJson());
        using (var page = await client.Send(Release))
            page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");

        await client.Server.Behave();
        await client.Server.Misbehave(new Misbehaviour.HugeJson(10));
        (await client.Bytes(Release)).Length.ShouldBeGreaterThan(10 << 20);
        (await client.Asset()).GetProperty("name").GetString().ShouldBe("vega-linux-amd64.zip");

        await client.Server.Behave();
        await client.Server.Misbehave(new Misbehaviour.Moved());
        using var moved = await client.Send(Release);
        moved.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently);
        (await client.Status(moved.Headers.Location!.ToString())).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_digest_can_be_missing_or_wrong_and_the_upload_unfinished()
    {
        await using var client = await GitHubClient.Start();

        await client.Server.Misbehave(new Misbehaviour.NoDigest() { Times = 1 }, new Misbehaviour.WrongDigest() { Times = 1 });
        (await client.Asset()).GetProperty("digest").GetString().ShouldBeNull();
        (await client.Asset()).GetProperty("digest").GetString().ShouldBe("sha256:" + new string('0', 64));
        await client.Server.Misbehave(new Misbehaviour.AssetStarter());
        (await client.Asset()).GetProperty("state").GetString().ShouldBe("starter");
    }

    [Fact]
    public async Task The_address_of_an_asset_can_lead_astray()
    {
        await using var client = await GitHubClient.Start();
        var asset = await client.AssetUrl();
        (string, string) bytes = ("Accept", "application/octet-stream");

        await client.Server.Misbehave(new Misbehaviour.AssetGone() { Times = 1 }, new Misbehaviour.RedirectLoop() { Times = 1 });
        (await client.Status(asset, bytes)).ShouldBe(HttpStatusCode.NotFound);
        using (var loop = await client.Send(asset, bytes))
            loop.Headers.Location!.ToString().ShouldBe(asset);

        await client.Server.Misbehave(new Misbehaviour.RedirectTo("ftp://localhost/x") { Times = 1 });
        using (var elsewhere = await client.Send(asset, bytes))
            elsewhere.Headers.Location!.ToString().ShouldBe("ftp://localhost/x");
        await client.Server.Misbehave(new Misbehaviour.NoRedirect());
        (await client.Bytes(asset, bytes)).ShouldBe(GitHubClient.Content);
    }
}
