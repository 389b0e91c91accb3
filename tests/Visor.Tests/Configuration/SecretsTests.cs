using Shouldly;
using Visor.Configuration;
using Xunit;

namespace Visor.Tests.Configuration;

/// <summary>What is said of a file goes to the log and to the page: a mistake publishes no address, no password and no token.</summary>
[Pure]
public sealed class SecretsTests
{
    private const string Fine = "[[notifications]]\nurl = \"https://example.com/\"\n";

    [Theory]
    [InlineData("[[notifications]]\nurl = https://example.com/SECRET")]
    [InlineData("[[notifications]]\nurl = SECRET")]
    [InlineData("[[notifications]]\nurl = \"https://example.com/SECRET")]
    [InlineData("[[notifications]]\nurl = \"https://example.com/\" SECRET")]
    [InlineData("[[notifications]]\nurl = \"https://example.com/\"SECRET\"")]
    [InlineData("[[notifications]]\nurl =\nhttps://example.com/SECRET")]
    [InlineData("[[notifications]]\nurl =\nSECRET==")]
    [InlineData("[[notifications]]\nurl https://example.com/SECRET")]
    [InlineData("[[notifications]]\nhttps://example.com/SECRET")]
    [InlineData("[[notifications]]\nSECRET")]
    [InlineData("[[notifications]]\nSECRET = ")]
    [InlineData("[[notifications]]\n\"https://example.com/SECRET\" = 1")]
    [InlineData("[[notifications]]\nSECRET = 1")]
    [InlineData("[[notifications]]\nSECRET = 1\nSECRET = 2")]
    [InlineData("[[notifications]]\nurl.SECRET = 1")]
    [InlineData("[[notification]]\nSECRET==")]
    [InlineData("[[notifications]] url = https://example.com/SECRET")]
    [InlineData("[[notifications url = https://example.SECRET")]
    [InlineData("[notifications.https://example.com/SECRET]")]
    [InlineData("[[notifications]]\nurl = [\"https://example.com/SECRET\"]")]
    [InlineData("[[notifications]]\nurl = 1.5e7")]
    [InlineData("[[notifications]]\nurl = 42157")]
    [InlineData("notifications = \"https://example.com/SECRET\"")]
    [InlineData("notifications = [\"https://example.com/SECRET\"]")]
    [InlineData("notifications = SECRET")]
    [InlineData(Fine + "format = \"https://example.com/SECRET\"")]
    [InlineData(Fine + "format = https://example.com/SECRET")]
    [InlineData(Fine + "format = \"SECRET\"")]
    [InlineData(Fine + "events = \"https://example.com/SECRET\"")]
    [InlineData(Fine + "events = [\"SECRET\"]")]
    [InlineData(Fine + "events = [SECRET]")]
    [InlineData(Fine + "events = [\"due\" SECRET]")]
    [InlineData("url = https://example.com/SECRET")]
    [InlineData("[status]\nlisten = \"https://example.com/SECRET\"")]
    [InlineData("[status]\nlisten = \"user:SECRET@example.com\"")]
    [InlineData("[status]\nallowedHosts = [\"https://user:SECRET@example.com\"]")]
    [InlineData("[autoInstall]\nenabled = true\napiUrl = \"user:SECRET@example.com\"\nasset.name = \"vega.zip\"")]
    [InlineData("[autoInstall]\napiUrl = https://user:SECRET@example.com")]
    [InlineData("[autoInstall]\nenabled = true\nrepository = \"https://user:SECRET@example.com/x\"\nasset.name = \"https://user:SECRET@example.com/a.zip\"")]
    [InlineData("[autoInstall]\nenabled = true\ntokenFile = \"ghp_SECRET\"\nasset.name = \"vega.zip\"")]
    [InlineData("[autoInstall]\nenabled = true\ntokenFile = ghp_SECRET\nasset.name = \"vega.zip\"")]
    [InlineData("[autoInstall]\nghp_16C7e42F292c6912E7710c838347Ae178B4SECRET = 1")]
    [InlineData("autoInstall = \"ghp_SECRET\"")]
    [InlineData("[hooks]\nonFailure = curl https://example.com/SECRET")]
    [InlineData("hooks = \"curl https://example.com/SECRET\"")]
    [InlineData("maxNumberOfRestarts = \"https://example.com/SECRET\"")]
    public void No_problem_of_config_toml_shows_what_may_be_a_secret(string text) => ShowsNoSecret(Configurations.ReadConfig(text));

    [Theory]
    [InlineData("statisticsUrl = http://user:SECRET@127.0.0.1:3003/statistics")]
    [InlineData("statisticsUrl = \"user:SECRET@127.0.0.1:3003/statistics\"")]
    [InlineData("binary.path = \"vega\"\nbinary.args = \"start --passphrase SECRET\"")]
    [InlineData("binary.path = \"vega\"\nbinary.args = [\"start\", \"--passphrase\" \"SECRET\"]")]
    [InlineData("binary = \"start --passphrase SECRET\"")]
    public void No_problem_of_a_run_config_shows_what_may_be_a_secret(string text) =>
        ShowsNoSecret(Configurations.ReadRunConfig($"[vega]\n{text}\n[vega.rpc]\nsocketPath = \"/s\""));

    private static void ShowsNoSecret<T>(ConfigurationReading<T> reading)
        where T : class
    {
        reading.Problems.ShouldNotBeEmpty();
        foreach (var problem in reading.Problems.Select(p => p.ToString()))
        {
            foreach (var secret in (string[])["SECRET", "42157", "1.5e7"])
                problem.ShouldNotContain(secret, Case.Insensitive);
        }
    }
}
