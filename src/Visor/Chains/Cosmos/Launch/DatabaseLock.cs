using Visor.Model;
using Visor.Processes;

namespace Visor.Chains.Cosmos.Launch;

/// <summary>Whether a node has the databases of a home open: goleveldb locks <c>LOCK</c> in each by flock(2), pebble and RocksDB by fcntl(2), and the kernel says who does (proc_locks(5)).</summary>
internal static class DatabaseLock
{
    private static readonly string[] Databases = ["application.db", "blockstore.db", "state.db"];

    /// <param name="data">The folder of the chain's data.</param>
    /// <returns>Who, for people; null: nobody that can be seen.</returns>
    public static string? HolderIn(string data)
    {
        string[] locks = [.. Databases.Select(database => Path.Combine(data, database, "LOCK"))];

        // The list of all locks takes milliseconds, in which the node is down: it is read only for the name of one that holds a lock, or where the locks cannot be tried.
        var held = locks.Select(ForeignLock.IsHeld).ToList();
        if (held.TrueForAll(h => h is false))
            return null;
        var pids = ProcessTable.TakersOf(locks);
        if (pids.Count == 0)
            return held.Contains(true) ? "a process that cannot be seen from here" : null;
        return string.Join(", ", pids.Select(pid => ProcessTable.CommandOf(pid) is { Length: > 0 } command ? $"pid {pid} ({PlainText.Excerpt(command)})" : $"pid {pid}"));
    }
}
