using Microsoft.Extensions.Logging;

namespace Visor.Logging;

/// <summary>How Visor's own log lines look; the node's output passes through as it is.</summary>
internal enum LogFormat
{
    /// <summary>A line for people; under journald without the time, which journald knows, and with its level as a prefix.</summary>
    Text,

    /// <summary>One JSON object a line.</summary>
    Json,
}

internal static class LogLevels
{
    /// <summary>The word in a line, and the priority of syslog(3) that journald files it under.</summary>
    public static (string Word, int Priority) Map(LogLevel level) => level switch
    {
        LogLevel.Critical => ("fatal", 2),
        LogLevel.Error => ("error", 3),
        LogLevel.Warning => ("warn", 4),
        LogLevel.Information => ("info", 6),
        _ => ("debug", 7),
    };
}
