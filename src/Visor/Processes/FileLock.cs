using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Visor.Platform;

namespace Visor.Processes;

/// <summary>
/// A flock(2) on a file. The lock belongs to the open file, so a process that inherits the descriptor holds it on: the
/// kernel lets go when the last of them has ended, whatever happened to Visor.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private const int Attempts = 100;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private readonly SafeFileHandle? _replaced;

    private FileLock(SafeFileHandle handle, SafeFileHandle? replaced = null)
    {
        Handle = handle;
        _replaced = replaced;
    }

    public SafeFileHandle Handle { get; }

    /// <summary>Null if another process holds a conflicting lock.</summary>
    /// <exception cref="IOException">The file cannot be opened or locked for another reason.</exception>
    public static FileLock? TryExclusive(string path) => Try(path, Native.LOCK_EX);

    /// <inheritdoc cref="TryExclusive"/>
    public static FileLock? TryShared(string path) => Try(path, Native.LOCK_SH);

    /// <summary>Tries for <paramref name="patience"/>: a process between its fork and its exec holds a copy for a moment.</summary>
    public static async Task<FileLock?> Exclusive(
        string path, TimeSpan patience, TimeProvider time, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            if (TryExclusive(path) is { } taken)
                return taken;
            if (time.GetElapsedTime(start) >= patience)
                return null;
            await Task.Delay(Step, time, cancellation);
        }
    }

    /// <summary>Whether no process holds the lock, shared or exclusive.</summary>
    public static bool IsFree(string path)
    {
        using var taken = TryExclusive(path);
        return taken is not null;
    }

    /// <summary>From exclusive to shared, so that others can share it while this one is still held.</summary>
    public void Share()
    {
        if (Native.Flock(Handle, Native.LOCK_SH | Native.LOCK_NB) != 0 || (_replaced is not null && Native.Flock(_replaced, Native.LOCK_SH | Native.LOCK_NB) != 0))
            throw new IOException($"a lock cannot be shared: {Native.Describe(Marshal.GetLastPInvokeError())}");
    }

    /// <summary>For everybody who has inherited it, too.</summary>
    public void Release()
    {
        _ = Native.Flock(Handle, Native.LOCK_UN);
        Dispose();
    }

    public void Dispose()
    {
        Handle.Dispose();
        _replaced?.Dispose();
    }

    private static FileLock? Try(string path, int operation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var handle = LockFile.Open(path);
            if (Native.Flock(handle, operation | Native.LOCK_NB) != 0)
            {
                var errno = Marshal.GetLastPInvokeError();
                LockFile.KeepOthersOut(handle);
                handle.Dispose();
                return errno == Native.EAGAIN ? null : throw new IOException($"{path} cannot be locked: {Native.Describe(errno)}", errno);
            }

            if (!LockFile.IsReplaced(handle, path))
                return operation == Native.LOCK_EX ? Private(handle, path) : new FileLock(handle);
            handle.Dispose();
            if (attempt == Attempts)
                throw new IOException($"{path} keeps being replaced: another program is working in that folder");
        }
    }

    // The replaced one is held on: a Visor of an earlier version that has it open would take it for the one that counts.
    private static FileLock Private(SafeFileHandle handle, string path) =>
        LockFile.Renewed(handle, path) is { } fresh ? new FileLock(fresh, handle) : new FileLock(handle);
}

/// <summary>Who holds a node's lock. Processes of a node share it, so whoever holds it alone is none of them.</summary>
/// <param name="AreNone">No process holds it.</param>
/// <param name="Pids">Those that share it and can be seen. Empty although somebody holds it: alone, or hidden from here.</param>
internal sealed record NodeLockHolders(bool AreNone, ImmutableArray<int> Pids)
{
    /// <exception cref="IOException">The lock file cannot be opened.</exception>
    public static NodeLockHolders Find(string nodeLock)
    {
        if (FileLock.IsFree(nodeLock))
            return new(AreNone: true, []);
        using var share = FileLock.TryShared(nodeLock);
        return new(AreNone: false, share is null ? [] : [.. ProcessTable.LockersOf(nodeLock)]);
    }
}
