using Shouldly;
using Visor.Releases;
using Visor.Releases.Fetching;
using Xunit;

namespace Visor.Tests.Releases.Fetching;

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
}
