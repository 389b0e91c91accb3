using Shouldly;
using Visor.Chains.Cosmos;
using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Configuration;
using Visor.Tests.Chains.Vega;
using Visor.Tests.Documentation;
using Xunit;

namespace Visor.Tests.Configuration;

[Pure]
public sealed class ConfigurationVariablesTests
{
    private const string Url = "VISOR_AUTO_INSTALL__URL";
    private const string Folder = "VISOR_AUTO_INSTALL__FOLDER";

    private static readonly string[][] Documented =
        [.. Documents.Table(Documents.Read("docs/configuration.md"), "| variable | example |").Select(row => new[] { Documents.Code(row[0]).Single(), Documents.Code(row[1]).Single() })];

    [Fact]
    public void Every_key_has_a_documented_variable_and_every_documented_variable_a_key() =>
        Documented.Select(row => row[0]).Order(StringComparer.Ordinal).ShouldBe(
            VisorConfigReader.Keys.Append(VisorConfigReader.RpcAddressKey).Select(ConfigurationVariables.NameOf).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_example_is_read_without_a_word_and_says_what_the_file_would()
    {
        var reading = Read("", [.. Documented.Where(row => row[0] is not (Url or Folder)).Select(row => (row[0], row[1]))]);

        reading.Problems.ShouldBeEmpty();
        var config = reading.Value.ShouldNotBeNull();
        config.Status.ShouldBe(new StatusConfig { Listen = "127.0.0.1:9480", AllowRemote = true, AllowedHosts = new HostNames(["validator.example.com", "*.ts.net"]) });
        config.WhenGivenUp.ShouldBe(WhenGivenUp.Stay);
        config.UpgradeFolders.FolderOf("v0.77.0").ShouldBe("seventy-seven");
        config.AutoInstall.Verification.ShouldBe(AssetVerification.Required);
        config.Hooks.AfterUpgrade.Words.ShouldBe(["/usr/local/bin/tell", "done"]);
        config.Hooks.BeforeUpgrade.Words.ShouldBe(["/bin/sh", "-c", "echo $VISOR_TAG, soon"]);
        config.Notifications.All.ShouldHaveSingleItem().Format.ShouldBe(NotificationFormat.Slack);
        config.AutoInstall.Signature.ShouldNotBeNull().Keys.All.Length.ShouldBe(1);
        config.DataStamp.Path.ShouldBe("/srv/node/.visor-stamp");
    }

    [Theory]
    [InlineData(Url, "url")]
    [InlineData(Folder, "folder")]
    public void An_example_of_another_source_is_read_without_a_word(string variable, string source) =>
        Read("", (variable, Documented.Single(row => string.Equals(row[0], variable, StringComparison.Ordinal))[1]), ("VISOR_AUTO_INSTALL__SOURCE", source), ("VISOR_AUTO_INSTALL__ASSET__NAME", "vega.zip"))
            .Problems.ShouldBeEmpty();

    [Theory]
    [InlineData("[status]\nlisten = \"127.0.0.1:1\"")]
    [InlineData("status = { listen = \"127.0.0.1:1\" }")]
    [InlineData("[Status]\nListen = \"127.0.0.1:1\"")]
    [InlineData("status.listen = 5")]
    public void A_variable_wins_over_the_file(string file) =>
        Read(file, ("VISOR_STATUS__LISTEN", "127.0.0.1:2")).Value.ShouldNotBeNull().Status.Listen.ShouldBe("127.0.0.1:2");

    [Fact]
    public void A_variable_that_is_empty_is_not_there() =>
        Read("maxNumberOfRestarts = 7", ("VISOR_MAX_NUMBER_OF_RESTARTS", "")).Value.ShouldNotBeNull().MaxNumberOfRestarts.ShouldBe(7);

    [Theory]
    [InlineData("[[notifications]]\nurl = \"https://a.example/\"")]
    [InlineData("notifications = [{ url = \"https://a.example/\" }]")]
    public void A_receiver_in_variables_is_one_more(string file) =>
        Read(file, ("VISOR_NOTIFICATIONS__URL", "https://b.example/"), ("VISOR_NOTIFICATIONS__FORMAT", "discord")).Value.ShouldNotBeNull()
            .Notifications.All.Select(t => (t.Url.Host, t.Format)).ShouldBe([("a.example", NotificationFormat.Json), ("b.example", NotificationFormat.Discord)]);

    [Theory]
    [InlineData("VISOR_MAX_NUMBER_OF_RESTARTS", "many", "maxNumberOfRestarts: must be a whole number of 0 or more, not this text")]
    [InlineData("VISOR_MAX_NUMBER_OF_RESTARTS", "-1", "maxNumberOfRestarts: must be a whole number of 0 or more, not this text")]
    [InlineData("VISOR_STATUS__ALLOW_REMOTE", "yes", "status.allowRemote: must be true or false, not this text")]
    [InlineData("VISOR_WHEN_GIVEN_UP", "leave", "whenGivenUp: must be \"stay\" or \"exit\"")]
    [InlineData("VISOR_HOOKS__ON_STAGED", "[\"a\"", "hooks.onStaged: must be a list of texts such as")]
    [InlineData("VISOR_HOOKS__ON_STAGED", "[1]", "hooks.onStaged: every item must be a text, not a number")]
    [InlineData("VISOR_UPGRADE_FOLDERS", "v1.0.0", "upgradeFolders.v1.0.0: \"\" cannot be a folder in the home")]
    [InlineData("VISOR_UPGRADE_FOLDERS", "v1.0.0=a,v1.0.0=b", "upgradeFolders: names \"v1.0.0\" twice; keep one of the two")]
    [InlineData("VISOR_STATUS__LISTEN", "0.0.0.0:9480", "status.listen: \"0.0.0.0:9480\" is reachable from other machines")]
    public void A_wrong_value_is_an_error_that_names_its_variable(string variable, string value, string problem) =>
        Read("", (variable, value)).Errors.First().ToString().ShouldStartWith($"environment variable {variable}: {problem}");

    [Theory]
    [InlineData("VISOR_STATUS_LISTEN", "is unknown and ignored; did you mean VISOR_STATUS__LISTEN?")]
    [InlineData("VISOR_MAX_NUMBER_OF_RESTART", "is unknown and ignored; did you mean VISOR_MAX_NUMBER_OF_RESTARTS?")]
    [InlineData("VISOR_ANYTHING__ELSE_AT_ALL", "is unknown and ignored; it stands for no key of the configuration")]
    [InlineData("VISOR_NOTIFICATIONS__https_hooks_example_secret", "is unknown and ignored; it stands for no key of the configuration")]
    public void A_variable_that_looks_like_a_key_is_a_warning(string variable, string problem)
    {
        var reading = Read("", (variable, "1"));

        reading.Value.ShouldNotBeNull();
        reading.Problems.ShouldHaveSingleItem().ToString().ShouldBe($"environment variable {variable}: {problem}");
    }

    [Theory]
    [InlineData("VISOR_HOME")]
    [InlineData("VISOR_CONFIG")]
    [InlineData("VISOR_HOOK")]
    [InlineData("VISOR_EVENT")]
    [InlineData("VISOR_TAG")]
    [InlineData("VISOR_FOLDER")]
    [InlineData("VISOR_HEIGHT")]
    [InlineData("VISOR_RELEASE")]
    [InlineData("VISOR_REASON")]
    [InlineData("VISOR_DOWNTIME_SECONDS")]
    [InlineData("VISOR_BINARY")]
    [InlineData("SOMETHING_ELSE")]
    public void What_is_for_something_else_is_left_alone(string variable) => Read("", (variable, "1")).Problems.ShouldBeEmpty();

    [Fact]
    public void Where_nodes_cannot_be_asked_elsewhere_the_variable_for_it_is_unknown()
    {
        var variables = new ConfigurationVariables([("VISOR_RPC_ADDRESS", "tcp://127.0.0.1:1")]);

        VisorConfigReader.Read("", "config.toml", VegaNode.Chain.Defaults, variables).Value.ShouldNotBeNull().RpcAddress.ShouldBeNull();
        variables.Used(VisorConfigReader.Keys).ShouldBeEmpty();
    }

    private static ConfigurationReading<VisorConfig> Read(string text, params (string Name, string Value)[] variables) =>
        VisorConfigReader.Read(text, "config.toml", CosmosChain.RulesOf(new CosmovisorSettings("/srv/gaia", "gaiad")), new ConfigurationVariables(variables));
}
