using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Visor.Processes;

/// <summary>Waits for the end of a process by pidfd_open(2): no polling, and no other process can take the pid's place.</summary>
internal static class PidFd
{
    /// <summary>Completes when the process has ended; at once if there is none with this pid.</summary>
    /// <remarks>The thread ends with the process. It belongs to nobody, so that no wait can be forgotten.</remarks>
    public static Task Ended(int pid)
    {
        var descriptor = Native.PidfdOpen(pid);
        return descriptor.IsInvalid && Marshal.GetLastPInvokeError() == Native.ESRCH
            ? Task.CompletedTask
            : Ended(descriptor, pid);
    }

    /// <summary>The same for a descriptor that is open already; it is closed when the process has ended.</summary>
    public static Task Ended(SafeFileHandle descriptor, int pid) =>
        WaitingThread.Run(() => Wait(pid, descriptor), $"wait {pid}");

    /// <summary>Sends a signal to the process a descriptor stands for, and to no other that has its pid by now.</summary>
    /// <returns>False if it has ended.</returns>
    public static bool Signal(SafeFileHandle descriptor, int signal)
    {
        if (Native.PidfdSendSignal(descriptor, signal) == 0)
            return true;
        var errno = Marshal.GetLastPInvokeError();
        return errno == Native.ESRCH
            ? false
            : throw new InvalidOperationException($"pidfd_send_signal({signal}): {Native.Describe(errno)}");
    }

    private static unsafe void Wait(int pid, SafeFileHandle descriptor)
    {
        if (descriptor.IsInvalid)
        {
            WaitForChild(pid);
            return;
        }

        using (descriptor)
        {
            var entry = new Native.PollEntry { Descriptor = (int)descriptor.DangerousGetHandle(), Events = Native.POLLIN };
            while (Native.Poll(&entry, 1, -1) < 0)
            {
                var errno = Marshal.GetLastPInvokeError();
                if (errno != Native.EINTR)
                    throw new InvalidOperationException($"poll of a pidfd: {Native.Describe(errno)}");
            }
        }
    }

    // Without a descriptor to spare (or a kernel that has pidfds) a child can still be waited for by its number.
    private static unsafe void WaitForChild(int pid)
    {
        var info = stackalloc byte[128];
        while (Native.Waitid(Native.P_PID, pid, info, Native.WEXITED | Native.WNOWAIT) != 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            if (errno != Native.EINTR)
                throw new InvalidOperationException($"the end of process {pid} cannot be awaited: {Native.Describe(errno)}");
        }
    }
}
