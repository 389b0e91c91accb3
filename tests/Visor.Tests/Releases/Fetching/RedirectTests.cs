using Shouldly;
using Visor.Model;
using Visor.Releases.Fetching;
using Visor.Tests.Http;
using Xunit;

namespace Visor.Tests.Releases.Fetching;

[Edge]
public sealed class RedirectTests
{
    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_on_the_same_server_keeps_the_token(int status)
    {
        FakeRelease release = null!;
        await using var _ = release = new FakeRelease(e => e.Number == 1 ? Redirect(e, "/renamed?a=b", status) : release.Send(e));
        release.Environment["GITHUB_TOKEN"] = "s3cr3t";

        (await release.Fetch()).ShouldBe(release.Digest);

        release.Paths.ShouldBe([FakeRelease.AssetPath, "/renamed?a=b"]);
        release.Server.Requests.ShouldAllBe(r => r.Contains("Authorization: Bearer s3cr3t\r\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_server_does_not_get_the_token_nor_does_whoever_it_leads_to()
    {
        FakeRelease release = null!;
        await using var storage = ScriptedServer.OnTcp(e => Redirect(e, release.Server.Url("/back").ToString()));
        await using var _ = release = new FakeRelease(e => e.Number == 1 ? Redirect(e, storage.Url("/signed?key=1").ToString()) : release.Send(e));
        release.Environment["GITHUB_TOKEN"] = "s3cr3t";

        (await release.Fetch()).ShouldBe(release.Digest);

        storage.Requests.ShouldHaveSingleItem().ShouldNotContain("s3cr3t");
        release.Server.Requests.Last().ShouldNotContain("s3cr3t");
    }

    [Fact]
    public async Task A_server_that_a_release_names_for_its_files_does_not_get_the_token()
    {
        FakeRelease release = null!;
        await using var storage = ScriptedServer.OnTcp(e => release.Send(e));
        await using var _ = release = new FakeRelease(e => release.Send(e));
        release.Environment["GITHUB_TOKEN"] = "s3cr3t";

        (await release.Fetch(release.Asset with { Address = storage.Url("/elsewhere.zip") })).ShouldBe(release.Digest);

        storage.Requests.ShouldNotBeEmpty();
        storage.Requests.ShouldAllBe(r => !r.Contains("s3cr3t", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_interrupted_download_goes_on_by_way_of_the_API_and_on_the_other_server()
    {
        FakeRelease release = null!;
        await using var storage = ScriptedServer.OnTcp(e => e.Number == 1 ? release.Send(e, until: 40_000) : release.Send(e, from: 40_000));
        await using var _ = release = new FakeRelease(e => Redirect(e, storage.Url($"/signed?key=k3y{e.Number}").ToString()));

        (await release.Fetch()).ShouldBe(release.Digest);

        storage.Requests.Select(r => r.Split(' ')[1]).ShouldBe(["/signed?key=k3y1", "/signed?key=k3y2"]);
        storage.Requests.Last().ShouldContain("Range: bytes=40000-\r\n");
        release.Log.Lines.ShouldHaveSingleItem().ShouldNotContain("k3y");
    }

    [Theory]
    [InlineData("403 Forbidden")]
    [InlineData("500 Broken")]
    public async Task The_query_of_a_signed_address_is_never_shown(string status)
    {
        await using var storage = ScriptedServer.OnTcp(e => e.Respond(status, "<Error>/signed?key=k3y</Error>"));
        await using var release = new FakeRelease(e => Redirect(e, storage.Url("/signed?key=k3y").ToString().Replace("http://", "http://us3r:p4ss@", StringComparison.Ordinal)));

        var message = (await release.Fetch().ShouldThrowAsync<ReleaseException>()).Message;

        message.ShouldContain(storage.Url("/signed").ToString());
        foreach (var secret in (string[])["k3y", "us3r", "p4ss"])
        {
            message.ShouldNotContain(secret);
            release.Log.Lines.ShouldAllBe(l => !l.Contains(secret, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Ten_redirects_are_followed_and_no_more()
    {
        FakeRelease release = null!;
        await using var _ = release = new FakeRelease(e => e.Number <= 10 ? Redirect(e, "/again") : release.Send(e));
        (await release.Fetch()).ShouldBe(release.Digest);

        await using var endless = new FakeRelease(e => Redirect(e, "/again"));
        (await endless.Fetch().ShouldThrowAsync<ReleaseException>()).Message.ShouldContain("redirects for the 11th time");
        endless.Server.Requests.Count.ShouldBe(11);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/x", "neither https:// nor http://")]
    [InlineData("file:///etc/passwd", "neither https:// nor http://")]
    [InlineData(null, "without a target")]
    public async Task A_redirect_to_nowhere_is_refused(string? target, string expected)
    {
        await using var release = new FakeRelease(e => Redirect(e, target));

        (await release.Find().ShouldThrowAsync<ReleaseException>()).Message.ShouldContain(expected);
    }

    [Theory]
    [InlineData("https://api.github.com", "https://api.github.com/x", "http://storage.example/y", false)]
    [InlineData("http://api.example", "https://storage.example/x", "http://storage.example/y", false)]
    [InlineData("http://127.0.0.1:80", "https://storage.example/x", "http://storage.example/y", true)]
    [InlineData("http://api.example", "http://api.example/x", "http://storage.example/y", true)]
    [InlineData("http://api.example", "http://api.example/x", "https://storage.example/y", true)]
    public void A_secure_connection_is_not_left(string api, string from, string to, bool followed)
    {
        var source = ReleaseSource.Create(new() { AssetName = "a", ApiUrl = api }, _ => null);
        using var response = new HttpResponseMessage(System.Net.HttpStatusCode.Found) { Headers = { Location = new Uri(to) } };
        var redirects = new Redirects(source, new Uri(from));

        if (followed)
            redirects.Next(new Uri(from), response).ShouldBe(new Uri(to));
        else
            Should.Throw<ReleaseException>(() => redirects.Next(new Uri(from), response)).Message.ShouldContain("not encrypted");
    }

    private static Task Redirect(Exchange exchange, string? target, int status = 302) =>
        exchange.Send($"HTTP/1.1 {status} Go\r\n{(target is null ? "" : $"Location: {target}\r\n")}Content-Length: 0\r\n\r\n");
}
