using Microsoft.Extensions.Logging;

namespace Visor.Logging;

internal static class LogLevels
{
    /// <summary>The word in a line, and the priority of syslog(3) that journald files it under.</summary>
    public static (string Word, int Priority) Of(LogLevel level) => level switch
    {
        LogLevel.Critical => ("fatal", 2),
        LogLevel.Error => ("error", 3),
        LogLevel.Warning => ("warn", 4),
        LogLevel.Information => ("info", 6),
        _ => ("debug", 7),
    };
}
