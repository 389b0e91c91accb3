using Shouldly;
using Visor.Configuration;
using Visor.Model;
using Visor.Releases.Fetching;
using Visor.Tests.Http;
using Xunit;

namespace Visor.Tests.Releases.Fetching;

[Edge]
public sealed class GitHubReleasesTests
{
    [Fact]
    public async Task An_asset_is_found_by_its_name()
    {
        FakeRelease release = null!;
        await using var _ = release = new FakeRelease(e => e.Respond(
            "200 OK", FakeRelease.Release(release.AssetJson(name: "other.zip", path: "/other"), release.AssetJson($"sha256:{release.Digest}"))));

        (await release.Find()).ShouldBe(release.Asset);

        var request = release.Server.Requests.ShouldHaveSingleItem();
        request.ShouldStartWith($"GET {FakeRelease.TagPath} HTTP/1.1\r\n");
        request.ShouldContain("Accept: application/vnd.github+json\r\n");
        request.ShouldContain("X-GitHub-Api-Version: 2022-11-28\r\n");
        request.ShouldContain("User-Agent: visor/");
        request.ShouldNotContain("Authorization");
    }

    [Fact]
    public async Task What_is_no_digest_is_none()
    {
        FakeRelease release = null!;
        await using var _ = release = new FakeRelease(e => e.Respond("200 OK", FakeRelease.Release(release.AssetJson("null"))));

        (await release.Find()).Digest.ShouldBeNull();
    }

    [Fact]
    public async Task A_required_digest_that_is_not_published_is_told_before_anything_is_downloaded()
    {
        FakeRelease release = null!;
        await using var _ = release = new FakeRelease(e => e.Respond("200 OK", FakeRelease.Release(release.AssetJson())));
        release.Config = release.Config with { Verification = AssetVerification.Required };

        (await Failure(release)).ShouldContain("has no published digest");
    }

    [Fact]
    public async Task A_missing_asset_is_told_with_those_that_exist()
    {
        FakeRelease release = null!;
        await using var _ = release = new FakeRelease(e => e.Respond("200 OK", FakeRelease.Release(
            [release.AssetJson(name: "vega-linux-arm64.zip"), release.AssetJson(name: "evil\\u001b[2J"), .. Enumerable.Range(0, 100).Select(i => release.AssetJson(name: $"a{i}"))])));

        var message = await Failure(release);

        message.ShouldContain("has no asset \"vega-linux-amd64.zip\" but \"vega-linux-arm64.zip\", \"evil?[2J\", \"a0\"");
        message.ShouldContain("and 92 more");
        message.ShouldContain("did you mean \"vega-linux-arm64.zip\"?");
        message.ShouldContain("`[autoInstall.asset]`");
    }

    [Fact]
    public async Task A_release_without_assets_is_told() =>
        (await Failure("200 OK", FakeRelease.Release([]))).ShouldContain("release v0.76.0 of vegaprotocol/vega has no assets");

    [Theory]
    [InlineData("open", 5L, "sha256:x", "not uploaded yet (\"open\")")]
    [InlineData("uploaded", 0L, null, "has no content")]
    [InlineData("uploaded", -1L, null, "has no content")]
    [InlineData("uploaded", 5L, "sha256:x", "is not a SHA-256")]
    public async Task An_asset_that_is_not_as_it_has_to_be_is_refused(string state, long size, string? digest, string expected)
    {
        FakeRelease release = null!;
        await using var _ = release = new FakeRelease(e => e.Respond(
            "200 OK", FakeRelease.Release(release.AssetJson(state is "open" ? null : digest, state: state, size: size))));

        (await Failure(release)).ShouldContain(expected);
    }

    [Theory]
    [InlineData("https://evil.example/asset?key=secret")]
    [InlineData("http://127.0.0.1:1/asset?key=secret")]
    public async Task An_asset_on_another_server_is_refused(string url)
    {
        var message = await Failure("200 OK", FakeRelease.Release(
            $$"""{"name":"{{FakeRelease.AssetName}}","url":"{{url}}","state":"uploaded","size":5}"""));

        message.ShouldContain(url.Split('?')[0]);
        message.ShouldContain("not the server that Visor asked");
        message.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("""{"tag_name":"v0.76.0","draft":true,"assets":[]}""", "is a draft")]
    [InlineData("""{"tag_name":"v0.75.0","assets":[]}""", "the server answered with \"v0.75.0\"")]
    [InlineData("", "an empty body")]
    [InlineData("null", "not a release (null)")]
    [InlineData("[]", "not a release ([])")]
    [InlineData("{\"assets\":[", "not a release")]
    [InlineData("""{"assets":[{"size":"many"}]}""", "not a release")]
    [InlineData("""{"assets":[null]}""", "has no assets")]
    [InlineData("{}", "has no assets")]
    [InlineData("  <!DOCTYPE html>\n<title>Log in\u001b</title>", "an HTML page instead of JSON (<!DOCTYPE html> <title>Log in?</title>)")]
    public async Task What_is_no_release_is_told(string body, string expected) => (await Failure("200 OK", body)).ShouldContain(expected);

    [Fact]
    public async Task Nothing_but_assets_is_refused() =>
        (await Failure("200 OK", $$"""{"assets":[{{string.Join(',', Enumerable.Repeat("{}", 500_000))}}]}""")).ShouldContain("not a release");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ten_megabytes_of_JSON_are_not_read(bool withLength)
    {
        await using var release = new FakeRelease(async e =>
        {
            await e.Send($"HTTP/1.1 200 OK\r\n{(withLength ? "Content-Length: 10000000" : "Connection: close")}\r\n\r\n[");
            for (var sent = 1; sent < 10_000_000; sent += 1000)
                await e.Send(new string(' ', 1000));
        });

        (await Failure(release)).ShouldContain("more than 4 MiB");
    }

    [Fact]
    public async Task A_missing_tag_is_told_with_repository_and_address()
    {
        var message = await Failure("404 Not Found", """{"message":"Not Found"}""");

        message.ShouldContain("vegaprotocol/vega has no release v0.76.0");
        message.ShouldContain(FakeRelease.TagPath + " answered with HTTP 404 (Not Found)");
        message.ShouldContain("private repository");
        message.ShouldContain("`tokenFile`");
    }

    [Theory]
    [InlineData("401 Unauthorized", "rejects the token in the environment variable GITHUB_TOKEN")]
    [InlineData("403 Forbidden", "rejects the token in the environment variable GITHUB_TOKEN")]
    [InlineData("404 Not Found", "check the one in the environment variable GITHUB_TOKEN")]
    public async Task A_token_that_does_not_suffice_is_told_by_its_place_and_not_shown(string status, string expected)
    {
        await using var release = new FakeRelease(e => e.Respond(status, """{"message":"your token s3cr3t is bad"}"""));
        release.Environment["GITHUB_TOKEN"] = "s3cr3t";

        var message = await Failure(release);

        message.ShouldContain(expected);
        message.ShouldContain("your token [token] is bad");
        message.ShouldNotContain("s3cr3t");
        release.Server.Requests.First().ShouldContain("Authorization: Bearer s3cr3t\r\n");
        release.Server.Requests.Skip(1).ShouldAllBe(r => !r.Contains("Authorization", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("401 Unauthorized")]
    [InlineData("403 Forbidden")]
    public async Task A_token_that_is_not_accepted_does_not_stand_before_a_public_repository(string status)
    {
        FakeRelease release = null!;
        await using var _ = release = new FakeRelease(e => e.Request.Contains("Authorization", StringComparison.Ordinal)
            ? e.Respond(status, """{"message":"Bad credentials"}""")
            : e.Respond("200 OK", FakeRelease.Release(release.AssetJson($"sha256:{release.Digest}"))));
        release.Environment["GITHUB_TOKEN"] = "s3cr3t";

        (await release.Find()).Digest.ShouldBe(release.Digest);

        release.Server.Requests.Count.ShouldBe(2);
        (await release.Find()).Digest.ShouldBe(release.Digest); // Each attempt begins with the token anew: it may have been renewed.
        release.Server.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_rate_limit_is_no_reason_to_ask_without_the_token()
    {
        await using var release = new FakeRelease(e => e.Send("HTTP/1.1 403 Forbidden\r\nRetry-After: 90\r\nContent-Length: 0\r\n\r\n"));
        release.Environment["GITHUB_TOKEN"] = "s3cr3t";

        await Should.ThrowAsync<RateLimitedException>(() => release.Find());

        release.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Not_even_a_part_of_a_token_is_shown_where_an_excerpt_ends()
    {
        await using var release = new FakeRelease(e => e.Respond("404 Not Found", $$"""{"message":"{{new string('x', 195)}}s3cr3t"}"""));
        release.Environment["GITHUB_TOKEN"] = "s3cr3t";

        var message = await Failure(release);

        message.ShouldNotContain("s3c");
    }

    [Fact]
    public async Task A_repository_that_demands_a_token_is_told() =>
        (await Failure("403 Forbidden", "no")).ShouldContain("is visible only with a token");

    [Fact]
    public async Task A_server_that_fails_once_is_asked_again()
    {
        FakeRelease release = null!;
        await using var _ = release = new FakeRelease(async e =>
        {
            if (e.Number == 1)
            {
                await e.Send("HTTP/1.1 200 OK\r\n");
                e.Close();
            }
            else if (e.Number == 2)
                await e.Respond("502 Bad Gateway", "<html>");
            else
                await e.Respond("200 OK", FakeRelease.Release(release.AssetJson()));
        });

        await release.Find();

        release.Time.Pauses.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_server_that_fails_three_times_is_left()
    {
        await using var release = new FakeRelease(e => e.Respond("502 Bad Gateway", "<html>"));

        (await Failure(release)).ShouldContain("HTTP 502 (an HTML page) (3 failures in a row)");
        release.Server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_server_that_is_down_is_told()
    {
        await using var release = new FakeRelease(e => e.Hang());
        await using (var down = ScriptedServer.OnTcp(e => e.Hang()))
            release.Environment["GITHUB_API_URL"] = down.Url("").ToString();

        var message = await Failure(release);

        message.ShouldContain("cannot be reached (Connection refused)");
        message.ShouldContain("`apiUrl`");
    }

    [Fact]
    public async Task A_server_that_stays_mute_is_left_after_half_a_minute()
    {
        await using var release = new FakeRelease(e => e.Hang());

        var finding = release.Find();
        for (var asked = 1; asked <= 3; asked++)
        {
            await Eventually.Holds(() => release.Server.Requests.Count == asked, "the next request");
            release.Time.PassSilence();
        }

        (await finding.ShouldThrowAsync<ReleaseException>()).Message.ShouldContain("sent nothing for 30 s");
    }

    [Fact]
    public async Task An_unchanged_release_is_not_sent_twice()
    {
        FakeRelease release = null!;
        await using var _ = release = new FakeRelease(e =>
        {
            var json = FakeRelease.Release(release.AssetJson());
            return e.Number == 1
                ? e.Send($"HTTP/1.1 200 OK\r\nETag: W/\"seven\"\r\nContent-Length: {json.Length}\r\n\r\n{json}")
                : e.Send("HTTP/1.1 304 Not Modified\r\n\r\n");
        });

        var first = await release.Find();
        (await release.Find()).ShouldBe(first);

        release.Server.Requests.First().ShouldNotContain("If-None-Match");
        release.Server.Requests.Last().ShouldContain("If-None-Match: W/\"seven\"\r\n");
    }

    private static async Task<string> Failure(string status, string body)
    {
        await using var release = new FakeRelease(e => e.Respond(status, body));
        return await Failure(release);
    }

    private static async Task<string> Failure(FakeRelease release)
    {
        var message = (await release.Find().ShouldThrowAsync<ReleaseException>()).Message;
        message.Any(char.IsControl).ShouldBeFalse();
        message.Length.ShouldBeLessThan(1200);
        return message;
    }
}
