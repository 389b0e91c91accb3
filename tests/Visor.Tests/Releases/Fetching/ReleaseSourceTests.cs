using Shouldly;
using Visor.Configuration;
using Visor.Model;
using Visor.Releases.Fetching;
using Visor.Tests.Chains.Vega;
using Xunit;

namespace Visor.Tests.Releases.Fetching;

[Edge]
public sealed class ReleaseSourceTests : IDisposable
{
    private static readonly AutoInstallConfig Config = VegaNode.AutoInstall with { Enabled = true, AssetName = "vega.zip" };

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_more_it_is_GitHub_without_a_token()
    {
        var source = Of(Config);

        source.Token.ShouldBeNull();
        source.ReleaseAddress(ReleaseTag.Parse("v1.0.0+a")).AbsoluteUri
            .ShouldBe("https://api.github.com/repos/vegaprotocol/vega/releases/tags/v1.0.0%2Ba");
    }

    [Theory]
    [InlineData("https://ghe.example/api/v3")]
    [InlineData("https://ghe.example/api/v3/")]
    public void The_environment_names_another_API(string url)
    {
        _environment["GITHUB_API_URL"] = url;

        Of(Config with { ApiUrl = "https://mirror.example" }).ReleaseAddress(ReleaseTag.Parse("v1")).AbsoluteUri
            .ShouldBe("https://ghe.example/api/v3/repos/vegaprotocol/vega/releases/tags/v1");
    }

    [Theory]
    [InlineData("ghe.example", "not an address")]
    [InlineData("ftp://ghe.example", "not an address")]
    [InlineData("https://me:pa55@ghe.example", "a user or a password")]
    [InlineData("https://ghe.example?key=pa55", "a query")]
    public void A_useless_address_is_told_by_its_variable(string url, string expected)
    {
        _environment["GITHUB_API_URL"] = url;

        var message = Failure(Config);

        message.ShouldContain("GITHUB_API_URL");
        message.ShouldContain(expected);
        message.ShouldContain("correct or unset it");
        message.ShouldNotContain("pa55");
    }

    [Fact]
    public void The_token_of_the_file_wins_and_is_read_anew()
    {
        _environment["GITHUB_TOKEN"] = "of-the-environment";
        var config = Config with { TokenFile = _folder.Write("token", "first\n") };

        Of(config).Token!.Value.ShouldBe("first");
        _folder.Write("token", " second \r\n");
        Of(config).Token!.Value.ShouldBe("second");
        Of(Config).Token!.Value.ShouldBe("of-the-environment");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("s3cr3t\u001bx")]
    [InlineData("s3cr3t\nX-Evil: 1")]
    [InlineData("s3cr3té")]
    public void A_file_without_a_token_is_named(string content)
    {
        var file = _folder.Write("token", content);

        var message = Failure(Config with { TokenFile = file });

        message.ShouldContain($"the file {file} holds no token");
        message.ShouldNotContain("s3cr3t");
    }

    [Fact]
    public void A_file_that_is_too_long_holds_no_token() =>
        Failure(Config with { TokenFile = _folder.Write("token", new string('x', 5000)) }).ShouldContain("holds no token");

    [Fact]
    public void A_token_file_that_cannot_be_read_is_named()
    {
        Failure(Config with { TokenFile = _folder["none"] }).ShouldContain($"the token file {_folder["none"]} cannot be read");
        Failure(Config with { TokenFile = _folder.Path }).ShouldContain($"the token file {_folder.Path} cannot be read");
    }

    [Fact]
    public void A_source_does_not_print_its_token()
    {
        _environment["GITHUB_TOKEN"] = "s3cr3t";

        Of(Config).ToString().ShouldNotContain("s3cr3t");
    }

    [Fact]
    public void A_configuration_that_is_of_no_use_is_told()
    {
        Failure(Config with { AssetName = null }).ShouldContain("no asset to fetch");
        Failure(Config with { Problem = "config.toml:1: no" }).ShouldBe("config.toml:1: no");
    }

    private ReleaseSource Of(AutoInstallConfig config) => ReleaseSource.Create(config, _environment.GetValueOrDefault);

    private string Failure(AutoInstallConfig config) => Should.Throw<ReleaseException>(() => Of(config)).Message;
}
