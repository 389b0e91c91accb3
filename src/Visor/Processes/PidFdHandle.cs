using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Visor.Platform;

namespace Visor.Processes;

/// <summary>A process that is held by a pidfd: no polling, and no race.</summary>
internal sealed class PidFdHandle(SafeFileHandle descriptor, int pid) : ProcessHandle
{
    public override Task Ended() => WaitingThread.Run(Wait, $"wait {pid}");

    public override bool Signal(int signal)
    {
        try
        {
            if (Native.PidfdSendSignal(descriptor, signal) == 0)
                return true;
            var errno = Marshal.GetLastPInvokeError();

            // A filter of system calls may know the one and not the other, and EPERM is what some say of what they do not know: kill(2) tells.
            return errno == Native.ESRCH ? false : !HasEnded() && ProcessGroup.Kill(pid, signal);
        }
        catch (ObjectDisposedException)
        {
            return false; // It has ended, and the wait for it with it.
        }
    }

    public override void Dispose() => descriptor.Dispose();

    private bool HasEnded() => Poll(milliseconds: 0) > 0;

    private void Wait()
    {
        using (descriptor)
        {
            while (Poll(milliseconds: -1) < 0)
            {
                var errno = Marshal.GetLastPInvokeError();
                if (errno is not (Native.EINTR or Native.ENOMEM))
                    throw new InvalidOperationException($"poll of a pidfd: {Native.Describe(errno)}");
            }
        }
    }

    private unsafe int Poll(int milliseconds)
    {
        var entry = new Native.PollEntry { Descriptor = (int)descriptor.DangerousGetHandle(), Events = Native.POLLIN };
        return Native.Poll(&entry, 1, milliseconds);
    }
}
