namespace Visor.Configuration;

/// <summary>How Visor behaves: <c>HOME/config.toml</c>. The defaults are those of absent keys.</summary>
internal sealed record VisorConfig
{
    /// <summary>Patience until the core of a release that is started for the first time answers, in steps of 2 s.</summary>
    public int MaxNumberOfFirstConnectionRetries { get; init; } = 175_000;

    /// <summary>The same after a restart, in steps of 2 s.</summary>
    public int MaxNumberOfRestartConnectionRetries { get; init; } = 10;

    /// <summary>Restarts after failures before Visor itself fails; 0: never restart.</summary>
    public int MaxNumberOfRestarts { get; init; } = 3;

    /// <summary>Null: stay if a service manager has started Visor and listens to it, else exit.</summary>
    public WhenGivenUp? WhenGivenUp { get; init; }

    public TimeSpan RestartsDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Ready for this long: the restart count is 0 again. Zero: never.</summary>
    public TimeSpan RestartsReset { get; init; } = TimeSpan.FromSeconds(600);

    /// <summary>Wait before SIGTERM once an upgrade is due.</summary>
    public TimeSpan StopDelay { get; init; } = TimeSpan.Zero;

    /// <summary>Wait after SIGTERM before SIGKILL.</summary>
    public TimeSpan StopSignalTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long one RPC call may take.</summary>
    public TimeSpan RpcTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A core that has answered and then falls silent for this long has failed. Zero: never.</summary>
    public TimeSpan RpcSilence { get; init; } = TimeSpan.FromSeconds(600);

    /// <summary>Where the node is asked, whatever it is told; null: where it is told to listen.</summary>
    public string? RpcAddress { get; init; }

    public UpgradeFolders UpgradeFolders { get; init; } = UpgradeFolders.None;

    public AutoInstallConfig AutoInstall { get; init; } = new();

    public StatusConfig Status { get; init; } = new();

    public NotificationTargets Notifications { get; init; } = NotificationTargets.None;

    public HooksConfig Hooks { get; init; } = new();

    public DataStampConfig DataStamp { get; init; } = new();
}

/// <summary>What Visor does once it has given its node up.</summary>
internal enum WhenGivenUp
{
    /// <summary>It stays and says so, until it is told to stop or to switch.</summary>
    Stay,

    /// <summary>It ends with the exit code of the failure.</summary>
    Exit,
}
