using System.Net;
using System.Security.Cryptography;
using Shouldly;
using Visor.SimulatedGitHub.Releases;
using Visor.SimulatedGitHub.Requests;
using Xunit;

namespace Visor.EndToEnd.SimulatedGitHub;

public sealed class ApiTests
{
    private const string Releases = "/repos/vegaprotocol/vega/releases";

    [Fact]
    public async Task A_release_names_its_assets_with_address_size_and_digest()
    {
        await using var client = await GitHubClient.Start();

        var release = await client.Json(Releases + "/tags/v0.2.0");

        release.GetProperty("tag_name").GetString().ShouldBe("v0.2.0");
        var asset = release.GetProperty("assets")[0];
        asset.GetProperty("name").GetString().ShouldBe("vega-linux-amd64.zip");
        asset.GetProperty("size").GetInt64().ShouldBe(GitHubClient.Content.Length);
        asset.GetProperty("state").GetString().ShouldBe("uploaded");
        asset.GetProperty("digest").GetString().ShouldBe("sha256:" + Convert.ToHexStringLower(SHA256.HashData(GitHubClient.Content)));
        var url = asset.GetProperty("url").GetString()!;
        url.ShouldStartWith($"{client.Server.ApiUrl}{Releases}/assets/");
        (await client.Json(url)).GetRawText().ShouldBe(asset.GetRawText());
    }

    [Fact]
    public async Task What_is_not_there_is_answered_with_404_and_json()
    {
        await using var client = await GitHubClient.Start();
        foreach (var path in new[] { Releases + "/tags/v9.9.9", Releases + "/assets/7", "/repos/o/r/releases/tags/v0.2.0", Releases + "/tags/..%2Fevil", "/" })
        {
            (await client.Status(path)).ShouldBe(HttpStatusCode.NotFound);
            (await client.Json(path)).GetProperty("message").GetString().ShouldBe("Not Found");
        }

        client.Server.Unpublish("vegaprotocol", "vega", "v0.2.0").ShouldBeTrue();
        (await client.Status(Releases + "/tags/v0.2.0")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_list_of_releases_comes_in_pages_newest_first()
    {
        await using var client = await GitHubClient.Start();
        for (var i = 0; i < 4; i++)
            client.Server.Publish("o", "r", $"v{i}");

        using var response = await client.Send("/repos/o/r/releases?per_page=3");
        response.Headers.GetValues("Link").ShouldHaveSingleItem().ShouldBe(
            $"<{client.Server.ApiUrl}/repos/o/r/releases?per_page=3&page=2>; rel=\"next\", <{client.Server.ApiUrl}/repos/o/r/releases?per_page=3&page=2>; rel=\"last\"");
        (await client.Json("/repos/o/r/releases?per_page=3")).EnumerateArray().Select(r => r.GetProperty("tag_name").GetString()).ShouldBe(["v3", "v2", "v1"]);
        (await client.Json("/repos/o/r/releases?per_page=3&page=2")).GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_the_client_has_already_is_304()
    {
        await using var client = await GitHubClient.Start();
        using var first = await client.Send(Releases + "/tags/v0.2.0");

        (await client.Status(Releases + "/tags/v0.2.0", ("If-None-Match", first.Headers.ETag!.ToString()))).ShouldBe(HttpStatusCode.NotModified);
        first.Headers.GetValues("X-RateLimit-Remaining").ShouldBe(["59"]);
    }

    [Fact]
    public async Task Nobody_without_a_user_agent_is_answered()
    {
        await using var client = await GitHubClient.Start();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });

        using var response = await http.GetAsync(client.Server.ApiUrl + Releases + "/tags/v0.2.0", TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_private_repository_exists_for_the_owner_of_the_token_alone()
    {
        await using var client = await GitHubClient.Start();
        client.Server.RequiredToken = "secret";

        (await client.Status(Releases + "/tags/v0.2.0")).ShouldBe(HttpStatusCode.NotFound);
        (await client.Status(Releases + "/tags/v0.2.0", ("Authorization", "Bearer other"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await client.Status(Releases + "/tags/v0.2.0", ("Authorization", "Bearer secret"))).ShouldBe(HttpStatusCode.OK);
        client.Server.Requests.Select(r => r.HasToken).ShouldBe([false, true, true]);
    }

    [Fact]
    public async Task Requests_are_recorded_in_their_order_with_host_and_answer()
    {
        await using var client = await GitHubClient.Start();
        (await client.Bytes(await client.StorageUrl())).ShouldBe(GitHubClient.Content);

        await client.Server.Until(requests => requests.All(r => r.EndedAt is not null), TestContext.Current.CancellationToken);
        client.Server.Requests.Select(r => (r.Host, r.Status)).ShouldBe([(HostRole.Api, 200), (HostRole.Api, 302), (HostRole.Storage, 200)]);
        client.Server.Requests[2].BytesSent.ShouldBe(GitHubClient.Content.Length);
        client.Server.Requests[0].ToString().ShouldBe($"GET {Releases}/tags/v0.2.0 → 200");
    }

    [Fact]
    public async Task A_release_that_is_published_again_has_other_assets()
    {
        await using var client = await GitHubClient.Start();
        var old = await client.AssetUrl();

        client.Server.Publish("vegaprotocol", "vega", "v0.2.0", ReleaseAsset.Of("other", [1]));

        (await client.Status(old)).ShouldBe(HttpStatusCode.NotFound);
        (await client.Bytes(await client.StorageUrl())).ShouldBe([1]);
    }
}
