using Visor.Model;
using Visor.Processes;

namespace Visor.Chains.Cosmos.Launch;

/// <summary>Whether a node has the databases of a home open: goleveldb locks <c>LOCK</c> in each by flock(2), and the kernel says who does (proc_locks(5)).</summary>
internal static class DatabaseLock
{
    private static readonly string[] Databases = ["application.db", "blockstore.db", "state.db"];

    /// <param name="data">The folder of the chain's data.</param>
    /// <returns>Who, for people; null: nobody that can be seen.</returns>
    public static string? HolderIn(string data)
    {
        var pids = ProcessTable.TakersOf([.. Databases.Select(database => Path.Combine(data, database, "LOCK"))]);
        return pids.Count == 0
            ? null
            : string.Join(", ", pids.Select(pid => ProcessTable.CommandOf(pid) is { Length: > 0 } command ? $"pid {pid} ({PlainText.Excerpt(command)})" : $"pid {pid}"));
    }
}
