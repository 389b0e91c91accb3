using System.Text.Json;
using Visor.SimulatedNode.Processes;

namespace Visor.SimulatedCosmosNode.Witnessing;

/// <summary>Who was started on this home, or with this key, before and lives. Its end is proved by the system alone: its lock may be another file by now.</summary>
internal static class Predecessors
{
    public static string? Living(string ledger, string home, string? key)
    {
        // What is being appended now has no end yet.
        var text = File.ReadAllText(ledger);
        foreach (var line in text[..(text.LastIndexOf('\n') + 1)].Split('\n').Where(l => l.Contains("\"event\":\"start\"", StringComparison.Ordinal)))
        {
            using var start = JsonDocument.Parse(line);
            var (pid, startTime) = (start.RootElement.GetProperty("pid").GetInt32(), start.RootElement.GetProperty("startTime").GetUInt64());
            var (itsHome, itsKey) = (start.RootElement.GetProperty("home").GetString(), start.RootElement.GetProperty("key").GetString());
            var isRival = string.Equals(itsHome, home, StringComparison.Ordinal) || (key is not null && string.Equals(itsKey, key, StringComparison.Ordinal));
            if (isRival && pid != Environment.ProcessId && SystemLook.Lives(pid, startTime))
                return $"{start.RootElement.GetProperty("release").GetString()} on {itsHome} with pid {pid} still lives";
        }

        return null;
    }
}
