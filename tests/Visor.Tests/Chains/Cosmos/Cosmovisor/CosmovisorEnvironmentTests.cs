using Shouldly;
using Visor.Chains.Cosmos.Cosmovisor;
using Xunit;

namespace Visor.Tests.Chains.Cosmos.Cosmovisor;

[Pure]
public sealed class CosmovisorEnvironmentTests
{
    [Fact]
    public void Home_and_name_are_enough()
    {
        var reading = new GivenVariables().Read();

        reading.Errors.ShouldBeEmpty();
        reading.Hints.ShouldBeEmpty();
        reading.Settings.ShouldBe(new CosmovisorSettings("/srv/gaia", "gaiad"));
        reading.Settings!.BackupFolder.ShouldBe("/srv/gaia");
        reading.Settings.RestartAfterUpgrade.ShouldBeTrue();
        reading.Settings.PollInterval.ShouldBe(TimeSpan.FromMilliseconds(300));
        reading.Settings.GrpcAddress.ShouldBe("localhost:9090");
        reading.Settings.ShutdownGrace.ShouldBeNull();
        reading.Settings.ColorLogs.ShouldBeTrue();
        reading.Settings.TimeFormat.ShouldBe("kitchen");
    }

    [Fact]
    public void Every_variable_is_read()
    {
        var given = new GivenVariables
        {
            ["DAEMON_ALLOW_DOWNLOAD_BINARIES"] = "True",
            ["DAEMON_DOWNLOAD_MUST_HAVE_CHECKSUM"] = "TRUE",
            ["DAEMON_RESTART_AFTER_UPGRADE"] = "false",
            ["DAEMON_RESTART_DELAY"] = "5s",
            ["DAEMON_SHUTDOWN_GRACE"] = "1m30s",
            ["UNSAFE_SKIP_BACKUP"] = "false",
            ["DAEMON_DATA_BACKUP_DIR"] = "/backup",
            ["DAEMON_POLL_INTERVAL"] = "1s",
            ["DAEMON_PREUPGRADE_MAX_RETRIES"] = "+4",
            ["DAEMON_GRPC_ADDRESS"] = "localhost:19090",
            ["COSMOVISOR_DISABLE_LOGS"] = "true",
            ["COSMOVISOR_COLOR_LOGS"] = "false",
            ["COSMOVISOR_TIMEFORMAT_LOGS"] = "rfc3339",
            ["COSMOVISOR_CUSTOM_PREUPGRADE"] = "pre.sh",
            ["COSMOVISOR_DISABLE_RECASE"] = "true",
            ["DAEMON_HOME"] = "/srv/x/../gaia/",
        };
        given.Paths["/backup"] = PathKind.Folder;

        var reading = given.Read();

        reading.Errors.ShouldBeEmpty();
        reading.Hints.ShouldBeEmpty();
        reading.Settings.ShouldBe(new CosmovisorSettings("/srv/gaia", "gaiad")
        {
            AllowDownload = true,
            MustHaveChecksum = true,
            RestartAfterUpgrade = false,
            RestartDelay = TimeSpan.FromSeconds(5),
            ShutdownGrace = TimeSpan.FromSeconds(90),
            BackupFolder = "/backup",
            PollInterval = TimeSpan.FromSeconds(1),
            PreUpgradeMaxRetries = 4,
            GrpcAddress = "localhost:19090",
            DisableLogs = true,
            ColorLogs = false,
            TimeFormat = "rfc3339",
            CustomPreUpgrade = "pre.sh",
            DisableRecase = true,
        });
    }

    [Fact]
    public void An_empty_variable_is_not_set_but_for_the_time_format()
    {
        var given = new GivenVariables();
        foreach (var variable in CosmovisorVariables.All.Skip(2))
            given[variable] = "";

        given.Read().Settings.ShouldBe(new CosmovisorSettings("/srv/gaia", "gaiad") { TimeFormat = "" });
    }

    [Theory]
    [InlineData("DAEMON_HOME", null, "DAEMON_HOME is not set; set it to the absolute path of the node's home, such as /home/gaia/.gaia")]
    [InlineData("DAEMON_HOME", "gaia", "DAEMON_HOME: \"gaia\" is not an absolute path; write it from / on")]
    [InlineData("DAEMON_HOME", "/nowhere", "/nowhere/cosmovisor does not exist, so DAEMON_HOME has no binaries to run; correct it, or make the folder with `visor cosmovisor init BINARY`")]
    [InlineData("DAEMON_NAME", null, "DAEMON_NAME is not set; set it to the file name of the chain's binary, such as gaiad")]
    [InlineData("DAEMON_NAME", "bin/gaiad", "DAEMON_NAME: \"bin/gaiad\" is not a file name; write the name of the chain's binary without a folder, such as gaiad")]
    [InlineData("DAEMON_ALLOW_DOWNLOAD_BINARIES", "yes", "DAEMON_ALLOW_DOWNLOAD_BINARIES: \"yes\" is neither true nor false; write one of them")]
    [InlineData("UNSAFE_SKIP_BACKUP", "on", "UNSAFE_SKIP_BACKUP: \"on\" is neither true nor false; write one of them")]
    [InlineData("UNSAFE_SKIP_BACKUP", " true", "UNSAFE_SKIP_BACKUP: \"true\" is neither true nor false; write one of them")]
    [InlineData("COSMOVISOR_DISABLE_LOGS", "1", "COSMOVISOR_DISABLE_LOGS: \"1\" is neither true nor false; write one of them")]
    [InlineData("DAEMON_SHUTDOWN_GRACE", "0s", "DAEMON_SHUTDOWN_GRACE: \"0s\" is not above 0; write a duration such as 10s, or unset DAEMON_SHUTDOWN_GRACE")]
    [InlineData("DAEMON_RESTART_DELAY", "-5s", "DAEMON_RESTART_DELAY: \"-5s\" is not above 0; write a duration such as 10s, or unset DAEMON_RESTART_DELAY")]
    [InlineData("DAEMON_PREUPGRADE_MAX_RETRIES", "1.5", "DAEMON_PREUPGRADE_MAX_RETRIES: \"1.5\" is not a whole number; write one such as 3")]
    [InlineData("DAEMON_DATA_BACKUP_DIR", "backup", "DAEMON_DATA_BACKUP_DIR: \"backup\" is not an absolute path; write it from / on, or set UNSAFE_SKIP_BACKUP to true for no backup")]
    [InlineData("DAEMON_DATA_BACKUP_DIR", "/backup", "DAEMON_DATA_BACKUP_DIR: /backup does not exist; make that folder, or set UNSAFE_SKIP_BACKUP to true for no backup")]
    [InlineData("COSMOVISOR_TIMEFORMAT_LOGS", "Kitchen", "COSMOVISOR_TIMEFORMAT_LOGS: \"Kitchen\" is not a time format; write kitchen, or nothing for no time")]
    public void What_is_wrong_is_one_sentence(string variable, string? value, string sentence)
    {
        var reading = new GivenVariables { [variable] = value }.Read();

        reading.Settings.ShouldBeNull();
        reading.Errors.ShouldBe([sentence]);
    }

    [Fact]
    public void A_duration_without_a_unit_is_told_which() =>
        new GivenVariables { ["DAEMON_POLL_INTERVAL"] = "300" }.Read().Errors.ShouldHaveSingleItem()
            .ShouldStartWith("DAEMON_POLL_INTERVAL: \"300\" has no unit; write 300ms");

    [Fact]
    public void All_that_is_wrong_is_told_at_once() => new GivenVariables
    {
        ["DAEMON_HOME"] = null,
        ["DAEMON_NAME"] = "",
        ["DAEMON_POLL_INTERVAL"] = "x",
        ["DAEMON_RESTART_AFTER_UPGRADE"] = "maybe",
        ["COSMOVISOR_COLOR_LOGS"] = "red",
    }.Read().Errors.Length.ShouldBe(5);

    [Fact]
    public void No_folder_for_backups_is_demanded_where_none_is_made() =>
        new GivenVariables { ["DAEMON_DATA_BACKUP_DIR"] = "nowhere", ["UNSAFE_SKIP_BACKUP"] = "true" }.Read().Errors.ShouldBeEmpty();

    [Fact]
    public void A_file_in_the_place_of_the_folder_is_told()
    {
        var given = new GivenVariables();
        given.Paths["/srv/gaia/cosmovisor"] = PathKind.Other;

        given.Read().Errors.ShouldHaveSingleItem().ShouldStartWith("/srv/gaia/cosmovisor is not a folder;");
    }

    [Fact]
    public void Init_demands_no_folder_but_values_that_are_right()
    {
        var given = new GivenVariables { ["DAEMON_HOME"] = "/new", ["DAEMON_DATA_BACKUP_DIR"] = "/nowhere" };
        given.Reader.ReadForInit().Settings!.Home.ShouldBe("/new");

        given["DAEMON_POLL_INTERVAL"] = "soon";
        given.Reader.ReadForInit().Errors.Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("DAEMON_LOG_BUFFER_SIZE", "512", "DAEMON_LOG_BUFFER_SIZE has had no effect since Cosmovisor 1.0; remove it")]
    [InlineData("DAEMON_RESTART_AFTER_UPGRADE", "on", "DAEMON_RESTART_AFTER_UPGRADE: \"on\" is read as true; write true, because Cosmovisor from 1.0 on refuses \"on\"")]
    [InlineData("DAEMON_ALLOW_DOWNLOAD_BINARIES", "on", "DAEMON_ALLOW_DOWNLOAD_BINARIES: \"on\" is read as true; write true, because Cosmovisor from 1.0 on refuses \"on\"")]
    [InlineData("CLIENT_DAEMON_NAME", "zetaclientd", "CLIENT_DAEMON_NAME belongs to a fork of Cosmovisor that runs a second program, and has no effect here; run that program as a service of its own")]
    [InlineData("COSMOVISOR_CUSTOM_ROOT", "/x", "COSMOVISOR_CUSTOM_ROOT belongs to a fork of Cosmovisor with other folders, and has no effect here; the folders are those below DAEMON_HOME/cosmovisor")]
    [InlineData("DAEMON_POL_INTERVAL", "1s", "DAEMON_POL_INTERVAL is no variable of Cosmovisor and has no effect; did you mean DAEMON_POLL_INTERVAL?")]
    [InlineData("COSMOVISOR_XYZZY_FOO", "1", "COSMOVISOR_XYZZY_FOO is no variable of Cosmovisor and has no effect; remove it")]
    [InlineData("DAEMON_PREUPGRADE_MAX_RETRIES", "-1", "DAEMON_PREUPGRADE_MAX_RETRIES: \"-1\" is read as 0; write 0 or more")]
    public void What_works_otherwise_than_it_looks_is_one_hint(string variable, string value, string sentence)
    {
        var reading = new GivenVariables { [variable] = value }.Read();

        reading.Errors.ShouldBeEmpty();
        reading.Settings.ShouldNotBeNull();
        reading.Hints.ShouldBe([sentence]);
    }

    [Fact]
    public void On_is_true()
    {
        var settings = new GivenVariables { ["DAEMON_ALLOW_DOWNLOAD_BINARIES"] = "on", ["DAEMON_RESTART_AFTER_UPGRADE"] = "on" }.Read().Settings!;

        settings.AllowDownload.ShouldBeTrue();
        settings.RestartAfterUpgrade.ShouldBeTrue();
    }
}
