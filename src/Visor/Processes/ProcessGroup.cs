using System.Runtime.InteropServices;

namespace Visor.Processes;

/// <summary>A process group that Visor started: its leader and whatever that has started and not moved elsewhere.</summary>
internal static class ProcessGroup
{
    /// <returns>False if there is no such process any more.</returns>
    public static bool SignalLeader(int leader, int signal) => Send(leader, signal);

    /// <returns>False if nothing is left in the group.</returns>
    public static bool SignalAll(int leader, int signal) => Send(-leader, signal);

    /// <summary>Whether nothing of the group is left, not even a zombie. Costs one system call.</summary>
    public static bool IsGone(int leader) => !Send(-leader, 0);

    /// <summary>Whether this user may not send signals to a process that lives.</summary>
    public static bool IsOutOfReach(int pid) => Native.Kill(pid, 0) != 0 && Marshal.GetLastPInvokeError() != Native.ESRCH;

    private static bool Send(int target, int signal)
    {
        if (Native.Kill(target, signal) == 0)
            return true;
        var errno = Marshal.GetLastPInvokeError();
        if (errno != Native.ESRCH)
            throw new InvalidOperationException($"kill({target}, {signal}): {Native.Describe(errno)}");
        return false;
    }
}
