using System.Collections.Immutable;

namespace Visor.Chains.Cosmos.Cosmovisor;

/// <summary>The environment variables of Cosmovisor 1.7. A key of its configuration file is the same name in lower case.</summary>
internal static class CosmovisorVariables
{
    public const string Home = "DAEMON_HOME";
    public const string Name = "DAEMON_NAME";
    public const string AllowDownload = "DAEMON_ALLOW_DOWNLOAD_BINARIES";
    public const string MustHaveChecksum = "DAEMON_DOWNLOAD_MUST_HAVE_CHECKSUM";
    public const string RestartAfterUpgrade = "DAEMON_RESTART_AFTER_UPGRADE";
    public const string RestartDelay = "DAEMON_RESTART_DELAY";
    public const string ShutdownGrace = "DAEMON_SHUTDOWN_GRACE";
    public const string SkipBackup = "UNSAFE_SKIP_BACKUP";
    public const string BackupFolder = "DAEMON_DATA_BACKUP_DIR";
    public const string PollInterval = "DAEMON_POLL_INTERVAL";
    public const string PreUpgradeMaxRetries = "DAEMON_PREUPGRADE_MAX_RETRIES";
    public const string GrpcAddress = "DAEMON_GRPC_ADDRESS";
    public const string DisableLogs = "COSMOVISOR_DISABLE_LOGS";
    public const string ColorLogs = "COSMOVISOR_COLOR_LOGS";
    public const string TimeFormat = "COSMOVISOR_TIMEFORMAT_LOGS";
    public const string CustomPreUpgrade = "COSMOVISOR_CUSTOM_PREUPGRADE";
    public const string DisableRecase = "COSMOVISOR_DISABLE_RECASE";

    /// <summary>In the order in which they are shown and written.</summary>
    public static readonly ImmutableArray<string> All =
    [
        Home, Name, AllowDownload, MustHaveChecksum, RestartAfterUpgrade, RestartDelay, ShutdownGrace, PollInterval, SkipBackup, BackupFolder,
        PreUpgradeMaxRetries, GrpcAddress, DisableLogs, ColorLogs, TimeFormat, CustomPreUpgrade, DisableRecase,
    ];

    /// <summary>Under which a variable stands in the configuration file.</summary>
    public static string KeyOf(string variable) => variable.ToLowerInvariant();
}
