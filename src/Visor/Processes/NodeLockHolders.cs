using System.Collections.Immutable;

namespace Visor.Processes;

/// <summary>Who holds a node's lock. Processes of a node share it, so whoever holds it alone is none of them.</summary>
/// <param name="AreNone">Nobody holds it.</param>
/// <param name="Pids">Those that share it and can be seen. Empty although somebody holds it: alone, or hidden from here.</param>
internal sealed record NodeLockHolders(bool AreNone, ImmutableArray<int> Pids)
{
    /// <exception cref="IOException">The lock file cannot be opened.</exception>
    public static NodeLockHolders Of(string nodeLock)
    {
        if (FileLock.IsFree(nodeLock))
            return new(AreNone: true, []);
        using var share = FileLock.TryShared(nodeLock);
        return new(AreNone: false, share is null ? [] : [.. ProcessTable.LockersOf(nodeLock)]);
    }
}
