
namespace Visor.Chains.Cosmos.Cosmovisor;

/// <summary>Settings by the names of their variables.</summary>
internal static class SettingValues
{
    /// <summary>Each a text, a bool, a TimeSpan or a number; in the order of <see cref="CosmovisorVariables.All"/>.</summary>
    public static IEnumerable<(string Variable, object Value)> Of(CosmovisorSettings settings) =>
        CosmovisorVariables.All.Select(variable => (variable, Of(settings, variable)));

    private static object Of(CosmovisorSettings settings, string variable) => variable switch
    {
        CosmovisorVariables.Home => settings.Home,
        CosmovisorVariables.Name => settings.Name,
        CosmovisorVariables.AllowDownload => settings.AllowDownload,
        CosmovisorVariables.MustHaveChecksum => settings.MustHaveChecksum,
        CosmovisorVariables.RestartAfterUpgrade => settings.RestartAfterUpgrade,
        CosmovisorVariables.RestartDelay => settings.RestartDelay,
        CosmovisorVariables.ShutdownGrace => settings.ShutdownGrace ?? TimeSpan.Zero,
        CosmovisorVariables.PollInterval => settings.PollInterval,
        CosmovisorVariables.SkipBackup => settings.SkipBackup,
        CosmovisorVariables.BackupFolder => settings.BackupFolder,
        CosmovisorVariables.PreUpgradeMaxRetries => settings.PreUpgradeMaxRetries,
        CosmovisorVariables.GrpcAddress => settings.GrpcAddress,
        CosmovisorVariables.DisableLogs => settings.DisableLogs,
        CosmovisorVariables.ColorLogs => settings.ColorLogs,
        CosmovisorVariables.TimeFormat => settings.TimeFormat,
        CosmovisorVariables.CustomPreUpgrade => settings.CustomPreUpgrade,
        CosmovisorVariables.DisableRecase => settings.DisableRecase,
        _ => throw new ArgumentOutOfRangeException(nameof(variable), variable, message: null),
    };
}
