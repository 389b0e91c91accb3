using System.Text.Json;
using Visor.SimulatedNode.Processes;

namespace Visor.SimulatedNode.Witnessing;

/// <summary>
/// Who was started on this home before and lives: one that has fallen silent writes no line any more, and its lock may be another file by now. Its end is proved
/// by the system alone.
/// </summary>
internal static class Predecessors
{
    /// <returns>One that may not live beside a process of this role and release; null: none does.</returns>
    public static string? Living(string ledger, string role, string release)
    {
        // What is being appended now has no end yet.
        var text = File.ReadAllText(ledger);
        foreach (var line in text[..(text.LastIndexOf('\n') + 1)].Split('\n').Where(l => l.Contains("\"event\":\"start\"", StringComparison.Ordinal)))
        {
            using var start = JsonDocument.Parse(line);
            var (pid, startTime) = (start.RootElement.GetProperty("pid").GetInt32(), start.RootElement.GetProperty("startTime").GetUInt64());
            var (itsRole, itsRelease) = (start.RootElement.GetProperty("role").GetString(), start.RootElement.GetProperty("release").GetString());
            var isPartner = !string.Equals(itsRole, role, StringComparison.Ordinal) && string.Equals(itsRelease, release, StringComparison.Ordinal);
            if (pid != Environment.ProcessId && !isPartner && SystemLook.Lives(pid, startTime))
                return $"{itsRole} {itsRelease} with pid {pid} still lives";
        }

        return null;
    }
}
