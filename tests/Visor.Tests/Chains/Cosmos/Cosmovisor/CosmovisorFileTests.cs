using Shouldly;
using Visor.Chains.Cosmos.Cosmovisor;
using Xunit;

namespace Visor.Tests.Chains.Cosmos.Cosmovisor;

[Pure]
public sealed class CosmovisorFileTests
{
    private const string Minimal = "daemon_home = '/srv/gaia'\ndaemon_name = 'gaiad'\nunsafe_skip_backup = true\n";

    [Fact]
    public void A_key_that_is_missing_has_no_default()
    {
        var reading = new GivenVariables { ["DAEMON_HOME"] = null, ["DAEMON_NAME"] = null }.Read(Minimal);

        reading.Errors.ShouldBeEmpty();
        reading.Hints.ShouldBeEmpty();
        reading.Settings.ShouldBe(new CosmovisorSettings("/srv/gaia", "gaiad")
        {
            ConfigFile = "/etc/cv.toml",
            SkipBackup = true,
            RestartAfterUpgrade = false,
            BackupFolder = "",
            PollInterval = TimeSpan.Zero,
            GrpcAddress = "",
            ColorLogs = false,
            TimeFormat = "",
        });
    }

    [Fact]
    public void Without_a_folder_for_backups_none_can_be_made() =>
        new GivenVariables().Read("daemon_home = '/srv/gaia'\ndaemon_name = 'gaiad'\n").Errors.ShouldBe(
            ["/etc/cv.toml: daemon_data_backup_dir is not set; name the folder for backups of the data, or set /etc/cv.toml: unsafe_skip_backup to true for no backup"]);

    [Fact]
    public void Every_key_is_read_as_Cosmovisor_writes_it()
    {
        var reading = new GivenVariables { ["DAEMON_HOME"] = null, ["DAEMON_NAME"] = null }.Read(
            """
            daemon_home = '/srv/gaia'
            daemon_name = 'gaiad'
            daemon_allow_download_binaries = true
            daemon_download_must_have_checksum = true
            daemon_restart_after_upgrade = true
            daemon_restart_delay = 5000000000
            daemon_shutdown_grace = 0
            daemon_poll_interval = 300000000
            unsafe_skip_backup = false
            daemon_data_backup_dir = '/srv/gaia'
            daemon_preupgrade_max_retries = 3
            daemon_grpc_address = 'localhost:9090'
            cosmovisor_disable_logs = false
            cosmovisor_color_logs = true
            cosmovisor_timeformat_logs = 'kitchen'
            cosmovisor_custom_preupgrade = 'pre.sh'
            cosmovisor_disable_recase = true
            """);

        reading.Errors.ShouldBeEmpty();
        reading.Hints.ShouldBeEmpty();
        reading.Settings.ShouldBe(new CosmovisorSettings("/srv/gaia", "gaiad")
        {
            ConfigFile = "/etc/cv.toml",
            AllowDownload = true,
            MustHaveChecksum = true,
            RestartDelay = TimeSpan.FromSeconds(5),
            PreUpgradeMaxRetries = 3,
            CustomPreUpgrade = "pre.sh",
            DisableRecase = true,
        });
    }

    [Theory]
    [InlineData("daemon_shutdown_grace = '30s'", 30_000)]
    [InlineData("daemon_shutdown_grace = 1500000000", 1_500)]
    [InlineData("DAEMON_Shutdown_Grace = '1m'", 60_000)]
    public void Durations_are_texts_or_nanoseconds_and_keys_of_any_case(string line, int milliseconds) =>
        new GivenVariables().Read(Minimal + line).Settings!.ShutdownGrace.ShouldBe(TimeSpan.FromMilliseconds(milliseconds));

    [Fact]
    public void The_environment_overrides_only_what_the_file_has()
    {
        var reading = new GivenVariables
        {
            ["DAEMON_NAME"] = "simd",
            ["DAEMON_HOME"] = "",
            ["DAEMON_RESTART_DELAY"] = "7s",
            ["DAEMON_SHUTDOWN_GRACE"] = "9s",
        }.Read(Minimal + "daemon_shutdown_grace = 0\n");

        reading.Settings!.Name.ShouldBe("simd");
        reading.Settings.Home.ShouldBe("/srv/gaia");
        reading.Settings.ShutdownGrace.ShouldBe(TimeSpan.FromSeconds(9));
        reading.Settings.RestartDelay.ShouldBe(TimeSpan.Zero);
        reading.Hints.ShouldBe(["DAEMON_RESTART_DELAY has no effect, because /etc/cv.toml counts and has no daemon_restart_delay; write that key into it"]);
    }

    [Theory]
    [InlineData("daemon_poll_interval = '300'", "/etc/cv.toml:4:1: daemon_poll_interval: \"300\" has no unit;")]
    [InlineData("daemon_poll_interval = -1", "/etc/cv.toml:4:1: daemon_poll_interval: \"-1\" is not above 0;")]
    [InlineData("daemon_poll_interval = true", "/etc/cv.toml:4:1: daemon_poll_interval: must be a duration, not true or false;")]
    [InlineData("daemon_restart_after_upgrade = 'perhaps'", "/etc/cv.toml:4:1: daemon_restart_after_upgrade: \"perhaps\" is neither true nor false;")]
    [InlineData("daemon_restart_after_upgrade = 1", "/etc/cv.toml:4:1: daemon_restart_after_upgrade: \"1\" is neither true nor false;")]
    [InlineData("daemon_restart_after_upgrade = []", "/etc/cv.toml:4:1: daemon_restart_after_upgrade: a list is neither true nor false;")]
    [InlineData("daemon_preupgrade_max_retries = 'x'", "/etc/cv.toml:4:1: daemon_preupgrade_max_retries: \"x\" is not a whole number;")]
    [InlineData("daemon_grpc_address = false", "/etc/cv.toml:4:1: daemon_grpc_address: must be a text, not true or false;")]
    [InlineData("daemon_grpc_address = ", "/etc/cv.toml:4:")]
    public void What_is_wrong_is_told_with_its_place(string line, string beginning) =>
        new GivenVariables().Read(Minimal + line).Errors.ShouldHaveSingleItem().ShouldStartWith(beginning);

    [Fact]
    public void A_key_that_nobody_knows_is_a_hint() => new GivenVariables().Read(Minimal + "daemon_hom = '/x'\n").Hints.ShouldBe(
        ["/etc/cv.toml:4:1: daemon_hom is no key of Cosmovisor and has no effect; did you mean daemon_home?"]);

    [Fact]
    public void Texts_are_taken_for_booleans() => new GivenVariables().Read(Minimal + "daemon_allow_download_binaries = 'TRUE'\n").Settings!.AllowDownload.ShouldBeTrue();
}
