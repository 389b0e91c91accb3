using Shouldly;
using Visor.Configuration;
using Visor.Tests.Chains.Vega;
using Xunit;
using static Visor.Tests.Configuration.Configurations;

namespace Visor.Tests.Configuration;

[Pure]
public sealed class VisorConfigReaderTests
{
    private static readonly AutoInstallConfig Published = VegaNode.AutoInstall;

    [Theory]
    [InlineData("# nothing but a comment\n")]
    [InlineData("[autoInstall]\n")]
    [InlineData("[upgradeFolders]\n\"vX.X.X\" = \"vX.X.X\"\n")]
    public void A_key_that_is_absent_has_its_default(string text)
    {
        var reading = ReadConfig(text);

        reading.Problems.ShouldBeEmpty();
        (reading.Value! with { UpgradeFolders = UpgradeFolders.None }).ShouldBe(new VisorConfig { AutoInstall = Published });
    }

    [Fact]
    public void Zero_means_zero()
    {
        var config = ReadConfig("""
            maxNumberOfFirstConnectionRetries = 0
            maxNumberOfRestartConnectionRetries = 0
            maxNumberOfRestarts = 0
            restartsDelaySeconds = 0
            restartsResetSeconds = 0
            stopDelaySeconds = 0
            stopSignalTimeoutSeconds = 0
            rpcSilenceSeconds = 0
            """).Value!;

        config.ShouldBe(new VisorConfig
        {
            MaxNumberOfFirstConnectionRetries = 0,
            MaxNumberOfRestartConnectionRetries = 0,
            MaxNumberOfRestarts = 0,
            RestartsDelay = TimeSpan.Zero,
            RestartsReset = TimeSpan.Zero,
            StopDelay = TimeSpan.Zero,
            StopSignalTimeout = TimeSpan.Zero,
            RpcSilence = TimeSpan.Zero,
            AutoInstall = Published,
        });
    }

    [Fact]
    public void Every_key_is_read()
    {
        var reading = ReadConfig("""
            maxNumberOfFirstConnectionRetries = 1
            maxNumberOfRestartConnectionRetries = 2
            maxNumberOfRestarts = 3_0
            restartsDelaySeconds = 0x04
            restartsResetSeconds = 5
            stopDelaySeconds = 6
            stopSignalTimeoutSeconds = 7
            rpcTimeoutSeconds = 8
            rpcSilenceSeconds = 9
            [upgradeFolders]
            "v0.76.0" = "seventy-six"
            [autoInstall]
            enabled = true
            repositoryOwner = "owner"
            repository = "repo"
            apiUrl = "https://github.example/api/v3/"
            tokenFile = "token"
            verification = "required"
            checksumsAsset = "SHA256SUMS"
            startDelaySeconds = 10
            [autoInstall.asset]
            name = "vega.zip"
            binaryName = "bin/vega"
            [status]
            listen = "127.0.0.1:9480"
            """);

        reading.Problems.ShouldBeEmpty();
        reading.Value.ShouldBe(new VisorConfig
        {
            MaxNumberOfFirstConnectionRetries = 1,
            MaxNumberOfRestartConnectionRetries = 2,
            MaxNumberOfRestarts = 30,
            RestartsDelay = TimeSpan.FromSeconds(4),
            RestartsReset = TimeSpan.FromSeconds(5),
            StopDelay = TimeSpan.FromSeconds(6),
            StopSignalTimeout = TimeSpan.FromSeconds(7),
            RpcTimeout = TimeSpan.FromSeconds(8),
            RpcSilence = TimeSpan.FromSeconds(9),
            UpgradeFolders = new UpgradeFolders([new("v0.76.0", "seventy-six")]),
            AutoInstall = new AutoInstallConfig
            {
                Enabled = true,
                RepositoryOwner = "owner",
                Repository = "repo",
                AssetName = "vega.zip",
                BinaryName = "bin/vega",
                ApiUrl = "https://github.example/api/v3",
                TokenFile = "/home/v/token",
                Verification = AssetVerification.Required,
                ChecksumsAsset = "SHA256SUMS",
                StartDelay = TimeSpan.FromSeconds(10),
            },
            Status = new StatusConfig { Listen = "127.0.0.1:9480" },
        });
    }

    [Theory]
    [InlineData("autoInstall.enabled = true\nautoInstall.asset.name = \"a.zip\"")]
    [InlineData("autoInstall = { enabled = true, asset = { name = \"a.zip\" } }")]
    [InlineData("[autoInstall]\nenabled = true\nasset.name = \"a.zip\"")]
    [InlineData("[\"autoInstall\"]\n'enabled' = true\n[ autoInstall . \"asset\" ]\n\"name\" = 'a.zip'")]
    [InlineData("[autoInstall.asset]\nname = \"a.zip\"\n[autoInstall]\nenabled = true")]
    [InlineData("\t[autoInstall]\r\n\t\tenabled\t=\ttrue\t# yes\r\n\t[autoInstall.asset]\r\n\t\tname = \"a.zip\"\r\n")]
    [InlineData("\uFEFF[autoInstall]\nenabled = true\n[autoInstall.asset]\nname = \"a.zip\"")]
    [InlineData("[autoInstall.asset]\nname = \"a.zip\"")]
    [InlineData("[autoInstall.asset]\nname = \"a.zip\"\nbinaryName = \"\"")]
    public void The_same_can_be_said_in_every_way_of_TOML(string text)
    {
        var reading = ReadConfig(text);

        reading.Problems.ShouldBeEmpty();
        reading.Value!.AutoInstall.ShouldBe(Published with { Enabled = true, AssetName = "a.zip" });
    }

    [Theory]
    [InlineData("[autoInstall]\nenabled = true")]
    [InlineData("[autoInstall]\nenabled = true\n[autoInstall.asset]\nname = \"\"")]
    [InlineData("[autoInstall]\nenabled = true\n[autoInstall.assets]\nvega = \"vega.zip\"")]
    [InlineData("[autoInstall]\nenabled = true\n[autoInstall.assets.vega]\nassset_name = \"vega.zip\"")]
    [InlineData("[autoInstall]\nenabled = true\n[autoInstall.asset]\nassset_name = \"vega.zip\"")]
    [InlineData("[autoInstall]\nenabled = true\nassets = 5")]
    public void An_auto_install_that_cannot_work_is_an_alert_and_no_outage(string text)
    {
        var reading = ReadConfig(text);

        reading.Errors.ShouldBeEmpty();
        var autoInstall = reading.Value!.AutoInstall;
        autoInstall.AssetName.ShouldBeNull();
        autoInstall.Problem.ShouldBe(reading.Problems.ShouldHaveSingleItem().ToString());
    }

    [Theory]
    [InlineData("[autoInstall]\nenabled = false\n[autoInstall.assets]\nvega = \"vega.zip\"")]
    [InlineData("[autoInstall]\nenabled = true\n[autoInstall.assets]\nvega = \"old.zip\"\n[autoInstall.asset]\nname = \"vega.zip\"")]
    public void An_old_form_that_decides_nothing_is_no_alert(string text)
    {
        var reading = ReadConfig(text);

        reading.Value!.AutoInstall.Problem.ShouldBeNull();
        reading.Warnings.ShouldHaveSingleItem();
    }

    [Fact]
    public void Auto_install_that_is_off_may_hold_anything()
    {
        var reading = ReadConfig("[autoInstall]\nenabled = false\nrepositoryOwner = \"\"\n[autoInstall.asset]\nname = \"\"");

        reading.Problems.ShouldBeEmpty();
        reading.Value!.AutoInstall.Enabled.ShouldBeFalse();
    }

    [Fact]
    public void A_wait_no_timer_can_count_is_shortened_to_the_longest_it_can()
    {
        var reading = ReadConfig("stopSignalTimeoutSeconds = 2147483647");

        reading.Problems.ShouldBeEmpty();
        reading.Value!.StopSignalTimeout.ShouldBe(TimeSpan.FromDays(49));
    }

    [Fact]
    public void All_problems_are_told_at_once_and_in_the_order_of_the_file()
    {
        var reading = ReadConfig("""
            maxNumberOfRestarts = "3"
            stopDelaySeconds = yes
            rpcTimeoutSeconds = -1
            [autoInstall
            enabled = "nonsense that belongs to the broken table"
            [status]
            listen = 5
            """);

        reading.Value.ShouldBeNull();
        reading.Problems.Select(p => p.Line).ShouldBe([1, 2, 3, 4, 7]);
    }

    [Theory]
    [InlineData("\u00e9 = \"\ud83d\ude00\"", 1)]
    [InlineData("\t\tmaxNumberOfRestarts = -1", 3)]
    [InlineData("\"\ud83d\ude00\" = 1\n  maxNumberOfRestarts = -1", 3)]
    [InlineData("x = { \"\ud83d\ude00\" = 1, y = \"\ud83d\ude00\" } z", 26)]
    public void Columns_count_as_editors_do(string text, int column) =>
        ReadConfig(text).Errors.First().Column.ShouldBe(column);

    [Fact]
    public void Every_key_that_suggestions_name_is_one_the_reader_takes()
    {
        foreach (var key in VisorConfigReader.Keys)
            ReadConfig($"{key} = 1").Problems.ShouldNotContain(p => p.Message.Contains("unknown", StringComparison.Ordinal), key);
    }

    [Fact]
    public void A_folder_of_another_name_is_found_by_its_tag()
    {
        var folders = ReadConfig("[upgradeFolders]\n\"v0.76.0\" = \"seventy-six\"").Value!.UpgradeFolders;

        folders.FolderOf("v0.76.0").ShouldBe("seventy-six");
        folders.FolderOf("v0.77.0").ShouldBe("v0.77.0");
    }
}
