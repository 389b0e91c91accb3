using Shouldly;
using Visor.Configuration;
using Visor.Model;
using Visor.Releases.Fetching;
using Visor.Tests.Chains.Vega;
using Xunit;

namespace Visor.Tests.Releases.Fetching;

/// <summary>Addresses of assets, which a server chooses.</summary>
[Edge]
public sealed class ReleaseAssetsTests
{
    private static readonly ReleaseTag Tag = ReleaseTag.Parse("v0.76.0");

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://mirror.example/vega.zip")]
    [InlineData("/vega.zip")]
    [InlineData("")]
    [InlineData("http://mirror.example/vega.zip")]
    [InlineData("https://user:s3cr3t@mirror.example/vega.zip")]
    public void What_is_not_asked_for_is_refused_whatever_the_source(string address)
    {
        foreach (var kind in (ReleaseSourceKind[])[ReleaseSourceKind.GitHub, ReleaseSourceKind.GitLab, ReleaseSourceKind.Forgejo])
            Should.Throw<ReleaseException>(() => Wanted(kind, address)).Message.ShouldNotContain("s3cr3t");
    }

    [Fact]
    public void Elsewhere_than_at_GitHub_the_bytes_may_lie_on_any_server()
    {
        const string address = "https://mirror.example/vega.zip";

        Wanted(ReleaseSourceKind.GitLab, address).Address.AbsoluteUri.ShouldBe(address);
        Wanted(ReleaseSourceKind.Forgejo, address).Address.AbsoluteUri.ShouldBe(address);
        Should.Throw<ReleaseException>(() => Wanted(ReleaseSourceKind.GitHub, address)).Message.ShouldContain("which is not the server that Visor asked");
    }

    [Theory]
    [InlineData("GitHub", "https://api.example/api/repos/group/vega/releases/tags/v1%2B2")]
    [InlineData("Forgejo", "https://api.example/api/repos/group/vega/releases/tags/v1%2B2")]
    [InlineData("GitLab", "https://api.example/api/projects/group%2Fvega/releases/v1%2B2")]
    public void A_release_has_its_address_in_the_API(string kind, string address) =>
        Source(Enum.Parse<ReleaseSourceKind>(kind)).ReleaseAddress(ReleaseTag.Parse("v1+2")).AbsoluteUri.ShouldBe(address);

    [Fact]
    public void Of_files_below_an_address_only_the_server_itself_gets_the_token()
    {
        var source = Source(ReleaseSourceKind.Url).For(ReleaseTag.Parse("v1+2"));

        source.Place.ShouldBe("https://files.example/a/v1%2B2");
        source.IsOfApi(new Uri("https://files.example/b")).ShouldBeTrue();
        source.IsOfApi(new Uri("https://files.example:444/b")).ShouldBeFalse();
        source.IsOfApi(new Uri("http://files.example/b")).ShouldBeFalse();
    }

    private static PublishedAsset Wanted(ReleaseSourceKind kind, string address) => new ReleaseAssets(
        Source(kind), Tag, new ReleaseAnswer(Tag.Value, Draft: false, [new AssetAnswer("vega.zip", address, 5, State: null, Digest: null, address)])).Wanted();

    private static ReleaseSource Source(ReleaseSourceKind kind) => ReleaseSource.Create(
        VegaNode.AutoInstall with
        {
            Enabled = true, AssetName = "vega.zip", Source = kind, RepositoryOwner = "group", ApiUrl = "https://api.example/api", Url = kind == ReleaseSourceKind.Url ? "https://files.example/a/{tag}" : null,
        },
        _ => null);
}
