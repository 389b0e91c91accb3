using System.Runtime.InteropServices;
using Visor.Model;
using Visor.Platform;

namespace Visor.Processes;

/// <summary>
/// The children of this process. Visor is the subreaper of everything the node starts (prctl(2), PR_SET_CHILD_SUBREAPER),
/// so that a process whose parent is gone becomes a child too, and its end is Visor's to collect.
/// </summary>
internal sealed class ChildReaper
{
    private const int SignalInfoSize = 128;
    private const int PidOffset = 16; // siginfo_t of waitid(2) on 64-bit Linux

    private static readonly TimeSpan TracerStep = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan TracerPatience = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly HashSet<int> _awaited = [];
    private readonly AuxiliaryProcess _auxiliary = new();

    /// <summary>
    /// Where whoever started Visor ignores SIGCHLD, the kernel and the .NET runtime would reap children before anybody here
    /// learns how they ended. To be called before the runtime has set up its own signal handling.
    /// </summary>
    public static void ResetSigchld() => _ = Native.Signal(Native.SIGCHLD, Native.SIG_DFL);

    /// <exception cref="VisorException">The kernel refuses.</exception>
    public static void BecomeSubreaper()
    {
        if (Native.Prctl(Native.PR_SET_CHILD_SUBREAPER, 1) != 0)
        {
            throw new VisorException(
                ExitCodes.Configuration,
                $"the kernel does not let Visor adopt the orphaned children of a node's processes (prctl PR_SET_CHILD_SUBREAPER: {Native.Describe(Marshal.GetLastPInvokeError())}); without that, "
                + "Visor cannot stop the whole node; allow that call in the container's seccomp filter, or use kernel 3.4 or later");
        }
    }

    /// <summary>Takes the orphaned zombies of a process group off the process table.</summary>
    public static void ReapGroup(int leader)
    {
        while (Wait(-leader, out _) > 0)
        {
        }
    }

    /// <summary>
    /// Completes when a child that has ended can be collected, at once but where somebody traces it (strace(1), a debugger): the kernel tells its tracer first, and its
    /// parent only when that one has heard. One that does not listen is not waited for.
    /// </summary>
    public static async Task UntilCollectable(int pid)
    {
        for (var waited = TimeSpan.Zero; IsKeptByTracer(pid) && waited < TracerPatience; waited += TracerStep)
            await Task.Delay(TracerStep, TimeProvider.System);
    }

    /// <summary>Starts a child whose exit the caller will <see cref="Collect"/>.</summary>
    public (int Pid, int Errno) Start(Func<(int Pid, int Errno)> spawn)
    {
        // Under the lock, or a sweep could take a child that ends at once for an orphan.
        lock (_lock)
        {
            var started = spawn();
            if (started.Errno == 0)
                _awaited.Add(started.Pid);
            return started;
        }
    }

    /// <summary>Reaps an ended child. <see cref="ProcessExit.Unknown"/> if it was never one.</summary>
    public ProcessExit Collect(int pid)
    {
        lock (_lock)
        {
            _awaited.Remove(pid);
            return Wait(pid, out var status) == pid ? ProcessExit.FromWaitStatus(status) : ProcessExit.Unknown;
        }
    }

    /// <summary>Reaps every exited child that is not awaited. To be called when SIGCHLD arrives and after <see cref="Collect"/>.</summary>
    public unsafe void ReapUnawaited()
    {
        var info = stackalloc byte[SignalInfoSize];
        lock (_lock)
        {
            while (true)
            {
                new Span<byte>(info, SignalInfoSize).Clear();
                if (Native.Waitid(Native.P_ALL, 0, info, Native.WEXITED | Native.WNOHANG | Native.WNOWAIT) != 0)
                    return; // ECHILD: there are none.
                var pid = *(int*)(info + PidOffset);
                if (pid == 0 || _awaited.Contains(pid))
                    return; // Whoever awaits it sweeps again.
                _ = Wait(pid, out _);
            }
        }
    }

    /// <summary>
    /// Living children that nobody awaits and that no program has left behind which runs beside the node: what a process of the node left
    /// behind in a session of its own. Costs one system call if there are no children at all.
    /// </summary>
    public IReadOnlyList<int> UnawaitedChildren() => [.. Orphans().Where(pid => !_auxiliary.Has(pid))];

    /// <summary>Takes what a program that runs beside the node, and has just ended, leaves behind for its own business.</summary>
    /// <param name="startTime">Of that program.</param>
    public void Disown(ulong startTime) => _auxiliary.Record(startTime, Orphans());

    private unsafe IReadOnlyList<int> Orphans()
    {
        var info = stackalloc byte[SignalInfoSize];
        if (Native.Waitid(Native.P_ALL, 0, info, Native.WEXITED | Native.WNOHANG | Native.WNOWAIT) != 0)
            return [];
        var children = ProcessTable.ChildrenOf(Environment.ProcessId);
        lock (_lock)
            return [.. children.Where(pid => !_awaited.Contains(pid))];
    }

    private static unsafe bool IsKeptByTracer(int pid)
    {
        var info = stackalloc byte[SignalInfoSize];
        new Span<byte>(info, SignalInfoSize).Clear();
        return Native.Waitid(Native.P_PID, pid, info, Native.WEXITED | Native.WNOHANG | Native.WNOWAIT) == 0 && *(int*)(info + PidOffset) == 0;
    }

    private static unsafe int Wait(int pid, out int status)
    {
        int ended, stored;
        do
        {
            ended = Native.Waitpid(pid, &stored, Native.WNOHANG);
        }
        while (ended < 0 && Marshal.GetLastPInvokeError() == Native.EINTR);

        status = stored;
        return ended;
    }
}
