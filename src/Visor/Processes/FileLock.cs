using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Visor.Processes;

/// <summary>
/// A flock(2) on a file. The lock belongs to the open file, so a process that inherits the descriptor holds it on: the
/// kernel lets go when the last of them has ended, whatever happened to Visor.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private FileLock(SafeFileHandle handle) => Handle = handle;

    public SafeFileHandle Handle { get; }

    /// <summary>Null if somebody else's lock stands against it.</summary>
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

    /// <summary>Whether nobody holds the lock, shared or exclusive.</summary>
    public static bool IsFree(string path)
    {
        using var taken = TryExclusive(path);
        return taken is not null;
    }

    /// <summary>From exclusive to shared, so that others can share it while this one is still held.</summary>
    public void Share()
    {
        if (Native.Flock(Handle, Native.LOCK_SH | Native.LOCK_NB) != 0)
            throw new IOException($"a lock cannot be shared: {Native.Describe(Marshal.GetLastPInvokeError())}");
    }

    public void Dispose() => Handle.Dispose();

    private static FileLock? Try(string path, int operation)
    {
        var handle = Native.Open(path, Native.O_RDWR | Native.O_CREAT | Native.O_CLOEXEC, 0b110_100_100);

        // On a disk that has become read-only a file that is there can still be locked, and a node still be restarted.
        if (handle.IsInvalid && Marshal.GetLastPInvokeError() == Native.EROFS)
            handle = Native.Open(path, Native.O_RDONLY | Native.O_CLOEXEC, 0);
        if (handle.IsInvalid)
            throw Failed(path, "opened", Marshal.GetLastPInvokeError());
        if (Native.Flock(handle, operation | Native.LOCK_NB) == 0)
            return new FileLock(handle);

        var errno = Marshal.GetLastPInvokeError();
        handle.Dispose();
        return errno == Native.EAGAIN ? null : throw Failed(path, "locked", errno);
    }

    private static IOException Failed(string path, string what, int errno) => new($"{path} cannot be {what}: {Native.Describe(errno)}", errno);
}
