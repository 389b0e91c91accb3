using System.Runtime.InteropServices;
using Visor.Platform;

namespace Visor.Processes;

/// <summary>A process group that Visor started: its leader and the descendants that did not leave the group.</summary>
/// <remarks>What this user may not send signals to (kill(2), EPERM) is there all the same; whoever stops asks <see cref="IsOutOfReach"/> and says so.</remarks>
internal static class ProcessGroup
{
    /// <returns>False if there is no such process any more.</returns>
    public static bool SignalLeader(int leader, int signal) => Send(leader, signal) != Native.ESRCH;

    /// <returns>False if nothing is left in the group.</returns>
    public static bool SignalAll(int leader, int signal) => Send(-leader, signal) != Native.ESRCH;

    /// <summary>Whether nothing of the group is left, not even a zombie. Costs one system call.</summary>
    public static bool IsGone(int leader) => Send(-leader, 0) == Native.ESRCH;

    /// <summary>Whether there is a process with this pid, be it a zombie.</summary>
    public static bool Exists(int pid) => Send(pid, 0) != Native.ESRCH;

    /// <summary>Whether this user may not send signals to a process that lives.</summary>
    public static bool IsOutOfReach(int pid) => Send(pid, 0) == Native.EPERM;

    /// <returns>False if there is no such process any more.</returns>
    /// <exception cref="OutOfReachException">This user may not.</exception>
    public static bool Kill(int pid, int signal) => Send(pid, signal) switch
    {
        0 => true,
        Native.EPERM => throw new OutOfReachException(pid, signal),
        _ => false,
    };

    /// <returns>0, or the errno: ESRCH or EPERM, which are all that kill(2) has for a signal that exists.</returns>
    private static int Send(int target, int signal)
    {
        if (Native.Kill(target, signal) == 0)
            return 0;
        var errno = Marshal.GetLastPInvokeError();
        return errno is Native.ESRCH or Native.EPERM
            ? errno
            : throw new InvalidOperationException($"kill({target}, {signal}): {Native.Describe(errno)}");
    }
}
