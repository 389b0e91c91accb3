using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Visor.Platform;
using Visor.Platform.Files;

namespace Visor.Processes;

/// <summary>
/// The file behind a lock. Whoever may open a file may flock(2) it, so it is its owner's alone; one that others could open is
/// replaced as soon as nobody holds it, because they may have opened it meanwhile.
/// </summary>
internal static class LockFile
{
    private const uint OwnerAlone = 0b110_000_000;

    /// <summary>Others have been kept out while somebody held the lock: to be replaced when he has let go.</summary>
    private const uint LostRace = 0b111_000_000;

    /// <exception cref="IOException">It cannot be opened, or is a link.</exception>
    public static SafeFileHandle Open(string path)
    {
        var flags = Native.O_CLOEXEC | Native.O_NOFOLLOW | Native.O_NONBLOCK;
        var handle = Native.Open(path, Native.O_RDWR | Native.O_CREAT | flags, OwnerAlone);

        // On a disk that has become read-only a file that is there can still be locked, and a node still be restarted.
        if (handle.IsInvalid && Marshal.GetLastPInvokeError() == Native.EROFS)
            handle = Native.Open(path, Native.O_RDONLY | flags, 0);
        if (!handle.IsInvalid)
            return handle;
        var errno = Marshal.GetLastPInvokeError();
        throw errno == Native.ELOOP
            ? new IOException($"{path} is a link, and Visor does not lock a file through a link", errno)
            : new IOException($"{path} cannot be opened: {Native.Describe(errno)}", errno);
    }

    /// <summary>Whether another file has taken its place since it was opened; where there is none, it still is the one.</summary>
    public static bool IsReplaced(SafeFileHandle file, string path) =>
        FileStatus.Read(path) is { } there && FileStatus.Read(file) is { } held && !there.IsSameFileAs(held);

    /// <summary>Restricts the mode of a file that another process holds locked.</summary>
    public static void KeepOthersOut(SafeFileHandle file)
    {
        if (Mode(file) is { } mode && mode != OwnerAlone && mode != LostRace)
            _ = Native.Fchmod(file, LostRace); // Not its owner: then what can be opened is what its owner wants.
    }

    /// <summary>Replaces a file that others could or can open, locked by us alone, by one that they cannot.</summary>
    /// <returns>The new one, locked by us alone; null: it need not be, or cannot be replaced.</returns>
    public static SafeFileHandle? Renewed(SafeFileHandle locked, string path)
    {
        if (Mode(locked) is not { } mode || mode == OwnerAlone)
            return null;
        var fresh = path + ".new";
        _ = Native.Unlink(fresh); // Left behind by a Visor that died before the rename.
        var file = Native.Open(fresh, Native.O_RDWR | Native.O_CREAT | Native.O_EXCL | Native.O_NOFOLLOW | Native.O_CLOEXEC, OwnerAlone);
        if (!file.IsInvalid && Native.Flock(file, Native.LOCK_EX | Native.LOCK_NB) == 0 && Native.Rename(fresh, path) == 0)
            return file;

        // A full or read-only disk: then at least nobody else opens it from here on.
        _ = Native.Fchmod(locked, LostRace);
        file.Dispose();
        return null;
    }

    // Null: it is another user's, who says who may open it. Root must not take it from him.
    private static uint? Mode(SafeFileHandle file) =>
        FileStatus.Read(file) is { } status && status.User == Native.EffectiveUser() ? status.Permissions : null;
}
