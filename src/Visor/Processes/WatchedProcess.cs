using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Visor.Processes;

/// <summary>A process that is no child of this one, held by a pidfd so that its pid cannot pass to another unnoticed.</summary>
internal sealed class WatchedProcess
{
    private readonly SafeFileHandle _descriptor;

    private WatchedProcess(int pid, SafeFileHandle descriptor)
    {
        _descriptor = descriptor;
        Pid = pid;
        Ended = PidFd.Ended(descriptor, pid);
    }

    public int Pid { get; }

    public Task Ended { get; }

    /// <param name="isMeant">Whether the process with this pid is the one to be watched; asked when no other can take its place any more.</param>
    /// <returns>Null: it has ended, or is another.</returns>
    /// <exception cref="IOException">It lives and cannot be watched.</exception>
    public static WatchedProcess? Of(int pid, Func<int, bool> isMeant)
    {
        var descriptor = Native.PidfdOpen(pid);
        if (descriptor.IsInvalid && Marshal.GetLastPInvokeError() is var errno && errno != Native.ESRCH)
            throw new IOException($"process {pid} cannot be watched: {Native.Describe(errno)}");
        if (!descriptor.IsInvalid && isMeant(pid))
            return new WatchedProcess(pid, descriptor);
        descriptor.Dispose();
        return null;
    }

    /// <summary>Sends it a signal; nothing if it has ended.</summary>
    /// <exception cref="IOException">This user may not.</exception>
    public void Signal(int signal)
    {
        try
        {
            if (Native.PidfdSendSignal(_descriptor, signal) != 0 && Marshal.GetLastPInvokeError() is var errno && errno != Native.ESRCH)
                throw new IOException($"{Signals.NameOf(signal)} cannot be sent to process {Pid}: {Native.Describe(errno)}");
        }
        catch (ObjectDisposedException)
        {
            // It has ended, and the wait for it with it.
        }
    }
}
