using System.Text.Json;
using System.Text.Json.Serialization;

namespace Visor.Demo;

/// <summary>An event the simulated node has written down; see docs/simulated-node.md.</summary>
internal sealed record LedgerLine(long MonotonicNs, string Event, string Role, int Pid, string Release, string? Flag, long Height)
{
    /// <summary>CLOCK_MONOTONIC.</summary>
    [JsonIgnore]
    public TimeSpan At => TimeSpan.FromMicroseconds(MonotonicNs / 1000.0);

    public bool IsCore => Role is "core";

    public bool IsDisaster => Event is "DOUBLE" or "WRONG-VERSION";

    /// <summary>The last thing a process did.</summary>
    public bool IsEnd => Event is "stopped" or "killed-itself" or "exit" or "signal" or "failed";

    public bool Is(string name, string release) =>
        string.Equals(Event, name, StringComparison.Ordinal) && string.Equals(Release, release, StringComparison.Ordinal);

    public static IReadOnlyList<LedgerLine> Read(string path)
    {
        if (!File.Exists(path))
            return [];

        // A line that is just being written has no end yet.
        var text = File.ReadAllText(path);
        return [.. text[..(text.LastIndexOf('\n') + 1)]
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<LedgerLine>(line, JsonSerializerOptions.Web)!)];
    }
}
