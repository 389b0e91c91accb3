using Shouldly;
using Visor.Configuration;
using Visor.Model;
using Visor.Releases.Fetching;
using Xunit;

namespace Visor.Tests.Releases.Fetching;

[Edge]
public sealed class DigestVerificationTests
{
    [Theory]
    [InlineData("Required", true)]
    [InlineData("WhenAvailable", true)]
    [InlineData("None", false)]
    public async Task What_was_published_passes(string policy, bool compared)
    {
        await using var release = Release(Enum.Parse<AssetVerification>(policy));

        DigestVerification.Verify(release.Source, release.Asset, release.Digest, release.File).ShouldBe(compared);
    }

    [Theory]
    [InlineData("Required")]
    [InlineData("WhenAvailable")]
    public async Task What_was_not_published_is_refused_and_removed(string policy)
    {
        await using var release = Release(Enum.Parse<AssetVerification>(policy));
        var wrong = Sha256Digest.Of(new byte[32]);
        foreach (var file in (string[])[release.File, release.Marker])
            await File.WriteAllTextAsync(file, "x", TestContext.Current.CancellationToken);

        var failure = Should.Throw<ReleaseException>(() => DigestVerification.Verify(release.Source, release.Asset, wrong, release.File));

        failure.Message.ShouldContain(wrong.Hex);
        failure.Message.ShouldContain(release.Digest.Hex);
        File.Exists(release.File).ShouldBeFalse();
        File.Exists(release.Marker).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_digest_only_a_policy_that_requires_one_refuses()
    {
        await using var required = Release(AssetVerification.Required);
        await using var whenAvailable = Release(AssetVerification.WhenAvailable);
        var asset = required.Asset with { Digest = null };

        Should.Throw<ReleaseException>(() => DigestVerification.Verify(required.Source, asset, required.Digest, required.File))
            .Message.ShouldContain("`verification = \"required\"` requires one");
        DigestVerification.Verify(whenAvailable.Source, asset, required.Digest, required.File).ShouldBeFalse();
    }

    private static FakeRelease Release(AssetVerification policy)
    {
        var release = new FakeRelease(e => e.Hang());
        release.Config = release.Config with { Verification = policy };
        return release;
    }
}
