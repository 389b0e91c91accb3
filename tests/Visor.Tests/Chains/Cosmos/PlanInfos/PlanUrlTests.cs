using Shouldly;
using Visor.Chains.Cosmos.PlanInfos;
using Xunit;

namespace Visor.Tests.Chains.Cosmos.PlanInfos;

[Pure]
public sealed class PlanUrlTests
{
    private const string Sha1 = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    [Theory]
    [InlineData("https://a.example/x?b=2&checksum=sha1:" + Sha1 + "&a=1&a=0&archive=zip", "https://a.example/x?a=1&a=0&b=2")]
    [InlineData("https://a.example/x?q=a%20b+c&x", "https://a.example/x?q=a+b+c&x=")]
    [InlineData("https://a.example/x?bad=%zz&a;b=1&ok=1", "https://a.example/x?ok=1")]
    [InlineData("https://a.example/x.zip//dir/sub?token=1", "https://a.example/x.zip?token=1")]
    [InlineData("https://a.example/x?to=https://b.example//y", "https://a.example/x?to=https%3A%2F%2Fb.example%2F%2Fy")]
    [InlineData("HTTPS://a.example/x#part", "https://a.example/x")]
    [InlineData("http://127.0.0.1:8080/x", "http://127.0.0.1:8080/x")]
    public void What_is_asked_for_has_no_words_for_the_downloader(string text, string request)
    {
        var url = PlanUrl.Parse(text);

        url.Problem.ShouldBeNull();
        url.Address!.AbsoluteUri.ShouldBe(request);
    }

    [Theory]
    [InlineData("https://a.example/x.tar.gz", "tar.gz")]
    [InlineData("https://a.example/x.gz", "gz")]
    [InlineData("https://a.example/x.tgz?y=.zip", "tgz")]
    [InlineData("https://a.example/x%2Ezip", "zip")]
    [InlineData("https://a.zip", "none")]
    [InlineData("https://a.example/zip", "none")]
    [InlineData("https://a.example/x?archive=zip", "zip")]
    [InlineData("https://a.example/x.zip?archive=tgz", "tgz")]
    [InlineData("https://a.example/x.zip?archive=0", "none")]
    [InlineData("https://a.example/x.zip?archive=F", "none")]
    [InlineData("https://a.example/x.zip?archive=rar", "none")]
    [InlineData("https://a.example/x.zip//y.tar.gz", "zip")]
    public void The_archive_is_that_of_the_parameter_or_the_longest_extension(string text, string archive) => PlanUrl.Parse(text).Archive.ShouldBe(archive);

    [Theory]
    [InlineData("https://a.example/x.zip//bin", "bin")]
    [InlineData("https://a.example/x.zip//a/b?c=1", "a/b")]
    [InlineData("https://a.example/x.zip//", null)]
    [InlineData("https://a.example/x.zip", null)]
    public void A_folder_of_the_archive_stands_behind_two_slashes(string text, string? subfolder) => PlanUrl.Parse(text).Subfolder.ShouldBe(subfolder);

    [Theory]
    [InlineData("SHA1:" + Sha1, "sha1", true, false)]
    [InlineData(Sha1, "sha1", true, true)]
    [InlineData(Sha1 + "00", "unknown", false, true)]
    [InlineData("sha1:" + Sha1 + "0", "sha1", false, false)]
    [InlineData("sha1:xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "sha1", false, false)]
    [InlineData("file:https://a.example/SUMS", "file", true, false)]
    [InlineData("file:SUMS", "file", false, false)]
    [InlineData("file:file:///etc/passwd", "file", false, false)]
    public void A_checksum_has_a_type_or_a_length(string parameter, string type, bool isValid, bool isUntyped)
    {
        var url = PlanUrl.Parse($"https://a.example/x?checksum={parameter}");

        var checksum = url.Checksum.ShouldNotBeNull();
        (checksum.Type, checksum.IsValid, checksum.IsUntyped).ShouldBe((type, isValid, isUntyped));
        url.IsUsable.ShouldBe(isValid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("gaiad")]
    [InlineData("github.com/cosmos/gaia")]
    [InlineData("ftp://a.example/x")]
    [InlineData("s3::https://s3.amazonaws.com/bucket/x")]
    [InlineData("http::https://a.example/x")]
    [InlineData("https:/a.example/x")]
    [InlineData("https://")]
    [InlineData("https:///x")]
    [InlineData(" https://a.example/x")]
    [InlineData("https://a.example:x/")]
    [InlineData("https://user:secret@a.example/x")]
    public void Nothing_but_plain_http_is_asked_for(string text)
    {
        var url = PlanUrl.Parse(text);

        url.Address.ShouldBeNull();
        url.Problem.ShouldNotBeNull().ShouldNotContain("secret");
        url.Shown.ShouldNotContain("secret");
    }

    [Fact]
    public void The_query_is_not_shown() => PlanUrl.Parse("https://a.example/x?signature=secret").Shown.ShouldBe("https://a.example/x");
}
