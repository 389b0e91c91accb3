using System.Globalization;
using Visor.EndToEnd.Cosmos;

namespace Visor.EndToEnd.Chains.Cosmos.Setups;

/// <summary>The nodes of a home, as they are seen from outside of every container and machine: in there they have other pids, and those are what the ledger knows.</summary>
internal static class NodeProcesses
{
    /// <returns>Pids.</returns>
    public static IReadOnlyList<int> Of(CosmosHome home) =>
    [
        .. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Where(pid => Words(pid!, "cmdline") is [var program, "start" or "run", ..] && program.StartsWith(home.In("cosmovisor") + "/", StringComparison.Ordinal))
            .Select(pid => int.Parse(pid!, CultureInfo.InvariantCulture)),
    ];

    /// <summary><c>NAME=value</c> of each variable that a process was started with.</summary>
    public static IReadOnlyList<string> Variables(int pid) => Words(pid.ToString(CultureInfo.InvariantCulture), "environ");

    /// <summary>The processes that a process has started, by their parent's account.</summary>
    public static IReadOnlyList<int> Children(int pid) => File.Exists($"/proc/{pid}/task/{pid}/children")
        ? [.. File.ReadAllText($"/proc/{pid}/task/{pid}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => int.Parse(p, CultureInfo.InvariantCulture))]
        : [];

    // proc(5): each ended by a zero byte.
    private static string[] Words(string pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}").Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // It has ended.
        }
    }
}
