using System.Runtime.InteropServices;
using Visor.Platform;

namespace Visor.Processes;

/// <summary>
/// A process that is held so that no other can be taken for it, whoever gets its pid: by pidfd_open(2), or by pid and start time where there are no
/// pidfds (a kernel before 5.3, gVisor, an old filter of system calls) or no descriptor is left for one.
/// </summary>
internal abstract class ProcessHandle : IDisposable
{
    /// <returns>Null: there is no such process.</returns>
    /// <exception cref="IOException">It cannot be watched.</exception>
    public static ProcessHandle? On(int pid)
    {
        var descriptor = Native.PidfdOpen(pid);
        if (!descriptor.IsInvalid)
            return new PidFdHandle(descriptor, pid);
        descriptor.Dispose();
        return Marshal.GetLastPInvokeError() == Native.ESRCH ? null : PidHandle.On(pid);
    }

    /// <summary>Completes when a process that is known by its pid alone has ended; at once if there is none with this pid.</summary>
    public static Task EndOf(int pid) => On(pid)?.Ended() ?? Task.CompletedTask;

    /// <summary>Completes when the process has ended; it may be a zombie yet. To be called once.</summary>
    /// <remarks>The wait belongs to nobody, so that none can be forgotten, and lets go of the process at its end.</remarks>
    public abstract Task Ended();

    /// <returns>False if it has ended.</returns>
    /// <exception cref="OutOfReachException">This user may not.</exception>
    public abstract bool Signal(int signal);

    /// <summary>Releases a process whose exit is not awaited.</summary>
    public abstract void Dispose();
}
