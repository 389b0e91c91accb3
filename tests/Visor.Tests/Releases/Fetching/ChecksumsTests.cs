using Shouldly;
using Visor.Configuration;
using Visor.Model;
using Visor.Releases.Fetching;
using Visor.Tests.Http;
using Xunit;

namespace Visor.Tests.Releases.Fetching;

[Edge]
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
    [InlineData("{0}")]
    [InlineData("{0}\r\n")]
    [InlineData("{0}  -")]
    [InlineData("sha256:{0}")]
    [InlineData("{0}\tvega-linux-amd64.zip")]
    [InlineData("\\{0}  vega-linux-amd64.zip")]
    [InlineData("vega-linux-amd64.zip {0}")]
    [InlineData("vega-linux-amd64.zip: {0}")]
    [InlineData("vega-linux-amd64.zip\t=\tsha256:{0}")]
    [InlineData("\"vega-linux-amd64.zip\": \"{0}\",")]
    [InlineData("| vega-linux-amd64.zip | `{0}` |")]
    [InlineData("{0}  dist\\vega-linux-amd64.zip")]
    [InlineData("SHA256 hash of vega-linux-amd64.zip:\r\n{0}\r\nCertUtil: -hashfile command completed successfully.\r\n")]
    [InlineData("SHA256 hash of other.zip:\n{1}\nCertUtil: done.\nSHA256 hash of vega-linux-amd64.zip:\n{0}\nCertUtil: done.\n")]
    [InlineData("Algorithm       Hash            Path\n---------       ----            ----\nSHA256          {0}       C:\\out\\vega-linux-amd64.zip")]
    [InlineData("Algorithm : SHA256\nHash      : {0}\nPath      : C:\\out\\vega-linux-amd64.zip\n")]
    [InlineData("Algorithm : SHA256\nHash : {1}\nPath : C:\\out\\b.zip\n\nAlgorithm : SHA256\nHash : {0}\nPath : C:\\out\\vega-linux-amd64.zip\n")]
    [InlineData("MD5 (vega-linux-amd64.zip) = 00000000000000000000000000000000\nSHA256 (vega-linux-amd64.zip) = {0}")]
    [InlineData("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{1}  b.zip\n{0}  vega-linux-amd64.zip\n-----BEGIN PGP SIGNATURE-----\n\niQEzBAEBCAAdFiEE0000000000000000000000000000000000000000000000==\n-----END PGP SIGNATURE-----")]
    public async Task The_digest_is_found_in_whatever_form_people_publish_it(string lines)
    {
        var list = string.Format(System.Globalization.CultureInfo.InvariantCulture, lines, Hex.ToUpperInvariant(), OtherHex);
        (await Find(list)).ShouldNotBeNull().Hex.ShouldBe(Hex);
    }

    [Fact]
    public async Task A_digest_with_blanks_as_certutil_of_old_writes_it_is_read() =>
        (await Find($"SHA256 hash of {FakeRelease.AssetName}:\n{string.Join(' ', Enumerable.Repeat("aa", 32))}\n")).ShouldNotBeNull().Hex.ShouldBe(Hex);

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-8")]
    public void A_list_is_read_in_any_encoding_with_and_without_its_mark(string name)
    {
        var encoding = System.Text.Encoding.GetEncoding(name);
        var list = encoding.GetBytes($"{Hex}  {FakeRelease.AssetName}\r\n");

        ChecksumText.Decode(list).ShouldBe($"{Hex}  {FakeRelease.AssetName}\r\n");
        ChecksumText.Decode([.. encoding.GetPreamble(), .. list]).ShouldBe($"{Hex}  {FakeRelease.AssetName}\r\n");
    }

    [Theory]
    [InlineData("{0}  vega-linux-amd64.zip/other")]
    [InlineData("{0}  vega-linux-amd64.zip.sig")]
    [InlineData("{0}  old-vega-linux-amd64.zip\n{0}  README.md")]
    public async Task Other_lines_are_not_about_the_asset(string lines) =>
        (await Find(string.Format(System.Globalization.CultureInfo.InvariantCulture, lines, Hex))).ShouldBeNull();

    [Theory]
    [InlineData("MD5 (vega-linux-amd64.zip) = {0}", "only MD5;")]
    [InlineData("SHA3-256 (vega-linux-amd64.zip) = {0}", "only SHA3-256;")]
    [InlineData("{0}{0}  vega-linux-amd64.zip", "only SHA-512;")]
    [InlineData("{0}{0}", "only SHA-512;")]
    [InlineData("0123456789012345678901234567890123456789 *vega-linux-amd64.zip", "only SHA-1;")]
    [InlineData("01234567890123456789012345678901  vega-linux-amd64.zip", "only MD5;")]
    [InlineData("vega-linux-amd64.zip sha256-qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo=", "only a digest in base64;")]
    [InlineData("qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo=", "only a digest in base64;")]
    [InlineData("a{0}  vega-linux-amd64.zip", "lists vega-linux-amd64.zip without a readable digest ('aaaa")]
    [InlineData("SHA256 (vega-linux-amd64.zip) = z", "without a readable digest ('SHA256 (vega-linux-amd64.zip) = z')")]
    [InlineData("", "contains no readable digest")]
    [InlineData("<html>Not found</html>", "contains no readable digest")]
    [InlineData("# {0}  vega-linux-amd64.zip", "contains no readable digest")]
    public async Task What_speaks_of_the_asset_and_gives_no_SHA256_is_refused_and_never_passed_by(string lines, string told)
    {
        var list = string.Format(System.Globalization.CultureInfo.InvariantCulture, lines, Hex);
        var message = (await Find(list).ShouldThrowAsync<ReleaseException>()).Message;
        message.ShouldContain(told);
        message.ShouldContain("or set `verification = \"none\"` in `[autoInstall]`");
    }

    [Theory]
    [InlineData("sha512:00")]
    [InlineData("md5:00")]
    public async Task A_digest_of_another_algorithm_beside_the_asset_is_refused_unless_a_list_gives_a_SHA256(string digest)
    {
        FakeRelease release = null!;
        await using var _ = release = Release(
            e => e.Number > 1
                ? e.Respond("200 OK", $"{Hex}  {FakeRelease.AssetName}", "application/octet-stream")
                : e.Respond("200 OK", FakeRelease.Release(release.AssetJson(digest), release.AssetJson(name: "SHA256SUMS", path: FakeRelease.ChecksumsPath, size: 100))),
            AssetVerification.WhenAvailable);
        (await release.Find()).Digest.ShouldNotBeNull().Hex.ShouldBe(Hex);

        FakeRelease alone = null!;
        await using var __ = alone = Release(e => e.Respond("200 OK", FakeRelease.Release(alone.AssetJson(digest))), AssetVerification.WhenAvailable);
        (await alone.Find().ShouldThrowAsync<ReleaseException>()).Message.ShouldContain("is not a SHA-256; name a list of SHA-256 digests in `checksumsAsset`");
    }

    [Fact]
    public async Task Lines_that_contradict_each_other_are_refused() =>
        (await Find($"{Hex}  {FakeRelease.AssetName}\n{OtherHex}  {FakeRelease.AssetName}").ShouldThrowAsync<ReleaseException>())
            .Message.ShouldContain("SHA256SUMS of v0.76.0 has 2 different digests");

    [Fact]
    public async Task A_list_that_is_too_long_is_refused() =>
        (await Find(new string('x', 1024 * 1024 + 1)).ShouldThrowAsync<ReleaseException>()).Message.ShouldContain("not a list of digests");

    [Fact]
    public async Task A_required_digest_that_no_line_holds_is_refused() =>
        (await Find($"{Hex}  other.zip", AssetVerification.Required).ShouldThrowAsync<ReleaseException>()).Message.ShouldContain("\"SHA256SUMS\" is missing or has no line");

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
