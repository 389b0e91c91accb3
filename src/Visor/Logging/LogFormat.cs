namespace Visor.Logging;

/// <summary>How Visor's own log lines look; the node's output passes through as it is.</summary>
internal enum LogFormat
{
    /// <summary>A line for people; under journald without the time, which journald knows, and with its level as a prefix.</summary>
    Text,

    /// <summary>One JSON object a line.</summary>
    Json,
}
