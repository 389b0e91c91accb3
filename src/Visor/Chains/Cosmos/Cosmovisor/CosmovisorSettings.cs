
namespace Visor.Chains.Cosmos.Cosmovisor;

/// <summary>What Cosmovisor's environment variables, or its configuration file, say of a home. The defaults are those of absent variables.</summary>
/// <param name="Home">DAEMON_HOME: absolute, without a slash at its end.</param>
/// <param name="Name">DAEMON_NAME: the file name of the chain's binary.</param>
internal sealed record CosmovisorSettings(string Home, string Name)
{
    /// <summary>The file that they were read from (<c>--cosmovisor-config</c>); null: from the environment.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>DAEMON_ALLOW_DOWNLOAD_BINARIES.</summary>
    public bool AllowDownload { get; init; }

    /// <summary>DAEMON_DOWNLOAD_MUST_HAVE_CHECKSUM.</summary>
    public bool MustHaveChecksum { get; init; }

    /// <summary>DAEMON_RESTART_AFTER_UPGRADE: false ends with 0 after the switch.</summary>
    public bool RestartAfterUpgrade { get; init; } = true;

    /// <summary>DAEMON_RESTART_DELAY: waited between the end of the old release and the backup.</summary>
    public TimeSpan RestartDelay { get; init; }

    /// <summary>DAEMON_SHUTDOWN_GRACE: between the signal to stop and SIGKILL; null: not set.</summary>
    public TimeSpan? ShutdownGrace { get; init; }

    /// <summary>UNSAFE_SKIP_BACKUP.</summary>
    public bool SkipBackup { get; init; }

    /// <summary>DAEMON_DATA_BACKUP_DIR: absolute.</summary>
    public string BackupFolder { get; init; } = Home;

    /// <summary>DAEMON_PREUPGRADE_MAX_RETRIES.</summary>
    public int PreUpgradeMaxRetries { get; init; }

    /// <summary>DAEMON_GRPC_ADDRESS: kept and shown; nothing is asked there.</summary>
    public string GrpcAddress { get; init; } = "localhost:9090";

    /// <summary>DAEMON_POLL_INTERVAL: kept and shown; Visor decides itself how often it asks.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>COSMOVISOR_CUSTOM_PREUPGRADE: a script below <c>cosmovisor/</c>; empty: none.</summary>
    public string CustomPreUpgrade { get; init; } = "";

    /// <summary>COSMOVISOR_DISABLE_RECASE: folders keep the case of the upgrade's name.</summary>
    public bool DisableRecase { get; init; }

    /// <summary>COSMOVISOR_DISABLE_LOGS.</summary>
    public bool DisableLogs { get; init; }

    /// <summary>COSMOVISOR_COLOR_LOGS.</summary>
    public bool ColorLogs { get; init; } = true;

    /// <summary>COSMOVISOR_TIMEFORMAT_LOGS: the word, such as <c>kitchen</c>; empty: no time.</summary>
    public string TimeFormat { get; init; } = "kitchen";

    /// <summary><c>Home/cosmovisor</c>.</summary>
    public string Root => Path.Combine(Home, "cosmovisor");

    /// <summary><c>Home/data</c>.</summary>
    public string Data => Path.Combine(Home, "data");

    /// <summary>The chain's binary in the folder of a release.</summary>
    public string BinaryIn(string releaseFolder) => Path.Combine(releaseFolder, "bin", Name);
}
