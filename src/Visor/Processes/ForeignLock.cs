using System.Runtime.InteropServices;
using Visor.Platform;

namespace Visor.Processes;

/// <summary>Whether somebody holds a lock on a file of another program, of either kind: flock(2), or the record locks of fcntl(2).</summary>
internal static class ForeignLock
{
    /// <returns>Null: that cannot be seen, for instance because this user may not open the file.</returns>
    public static unsafe bool? IsHeld(string path)
    {
        using var file = Native.Open(path, Native.O_RDONLY | Native.O_CLOEXEC | Native.O_NONBLOCK, 0);
        if (file.IsInvalid)
            return Marshal.GetLastPInvokeError() == Native.ENOENT ? false : null;

        // Of a lock that was taken for a trial nothing is left a moment later: it goes with this open file.
        if (Native.Flock(file, Native.LOCK_SH | Native.LOCK_NB) != 0)
            return Marshal.GetLastPInvokeError() == Native.EAGAIN ? true : null;
        _ = Native.Flock(file, Native.LOCK_UN);

        // This one only asks.
        var wanted = stackalloc Native.RecordLock[1];
        wanted->Type = Native.F_WRLCK;
        return Native.FcntlLock(file, Native.F_OFD_GETLK, wanted) == 0 ? wanted->Type != Native.F_UNLCK : null;
    }
}
