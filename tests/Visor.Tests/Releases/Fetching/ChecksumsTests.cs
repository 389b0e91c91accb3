using Shouldly;
using Visor.Configuration;
using Visor.Releases;
using Visor.Releases.Fetching;
using Visor.Tests.Http;
using Xunit;

namespace Visor.Tests.Releases.Fetching;

public sealed class ChecksumsTests
{
    private static readonly string Hex = new('a', 64);
    private static readonly string OtherHex = new('b', 64);

    [Theory]
    [InlineData("{0}  vega-linux-amd64.zip")]
    [InlineData("{0} *vega-linux-amd64.zip\r")]
    [InlineData("{0}  ./vega-linux-amd64.zip")]
    [InlineData("SHA256 (vega-linux-amd64.zip) = {0}")]
    [InlineData("SHA256 (./vega-linux-amd64.zip) = {0}\r")]
    [InlineData("SHA2-256(vega-linux-amd64.zip)= {0}")]
    [InlineData("\uFEFF{0}  vega-linux-amd64.zip")]
    [InlineData("{0}  dist/vega-linux-amd64.zip")]
    [InlineData("{0} vega-linux-amd64.zip")]
    [InlineData("# a comment\n\n{1}  other.zip\n{0}  vega-linux-amd64.zip\n{0}  vega-linux-amd64.zip\n")]
    public async Task The_line_of_the_asset_is_found(string lines) =>
        (await Find(string.Format(System.Globalization.CultureInfo.InvariantCulture, lines, Hex.ToUpperInvariant(), OtherHex)))
            .ShouldNotBeNull().Hex.ShouldBe(Hex);

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("{0}  vega-linux-amd64.zip/other")]
    [InlineData("a{0}  vega-linux-amd64.zip")]
    [InlineData("MD5 (vega-linux-amd64.zip) = {0}")]
    [InlineData("SHA256 (vega-linux-amd64.zip) = z")]
    public async Task Other_lines_are_not_about_the_asset(string lines) =>
        (await Find(string.Format(System.Globalization.CultureInfo.InvariantCulture, lines, Hex))).ShouldBeNull();

    [Fact]
    public async Task Lines_that_contradict_each_other_are_refused() =>
        (await Find($"{Hex}  {FakeRelease.AssetName}\n{OtherHex}  {FakeRelease.AssetName}").ShouldThrowAsync<ReleaseException>())
            .Message.ShouldContain("SHA256SUMS of v0.76.0 has 2 different digests");

    [Fact]
    public async Task A_list_that_is_too_long_is_refused() =>
        (await Find(new string('x', 1024 * 1024 + 1)).ShouldThrowAsync<ReleaseException>()).Message.ShouldContain("no list of digests");

    [Fact]
    public async Task A_required_digest_that_no_line_holds_is_refused() =>
        (await Find("", AssetVerification.Required).ShouldThrowAsync<ReleaseException>()).Message.ShouldContain("\"SHA256SUMS\" is missing or has no line");

    [Theory]
    [InlineData(true, "WhenAvailable")]
    [InlineData(false, "None")]
    public async Task The_list_is_not_fetched_when_it_is_not_needed(bool digest, string policy)
    {
        FakeRelease release = null!;
        await using var _ = release = Release(e => Answer(release, e, "", digest), Enum.Parse<AssetVerification>(policy));

        (await release.Find()).Digest.ShouldBe(digest ? release.Digest : null);

        release.Paths.ShouldBe([FakeRelease.TagPath]);
    }

    private static async Task<Sha256Digest?> Find(string list, AssetVerification policy = AssetVerification.WhenAvailable)
    {
        FakeRelease release = null!;
        await using var _ = release = Release(e => Answer(release, e, list, digest: false), policy);
        var asset = await release.Find();
        release.Paths.ShouldBe([FakeRelease.TagPath, FakeRelease.ChecksumsPath]);
        return asset.Digest;
    }

    private static FakeRelease Release(Func<Exchange, Task> script, AssetVerification policy)
    {
        var release = new FakeRelease(script);
        release.Config = release.Config with { ChecksumsAsset = "SHA256SUMS", Verification = policy };
        return release;
    }

    private static Task Answer(FakeRelease release, Exchange exchange, string list, bool digest) => exchange.Number > 1
        ? exchange.Respond("200 OK", list, "application/octet-stream")
        : exchange.Respond(
            "200 OK",
            FakeRelease.Release(
                release.AssetJson(digest ? $"sha256:{release.Digest}" : null),
                release.AssetJson(name: "SHA256SUMS", path: FakeRelease.ChecksumsPath, size: 100)));
}
