using System.Runtime.InteropServices;
using Visor.Platform;

namespace Visor.Processes;

/// <summary>
/// A process that is known by its pid and its start time. The end of a child is told by waitid(2), that of any other is looked for; between the look
/// and a signal the pid could pass to another process, which takes the kernel a whole round of all pids.
/// </summary>
internal sealed class PidHandle : ProcessHandle
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly int _pid;
    private readonly ulong _startTime;

    private PidHandle(int pid, ulong startTime) => (_pid, _startTime) = (pid, startTime);

    /// <inheritdoc cref="ProcessHandle.On"/>
    public static new PidHandle? On(int pid)
    {
        if (ProcessTable.Stat(pid) is { } stat)
            return new PidHandle(pid, stat.StartTime);
        return ProcessGroup.Exists(pid) ? throw new IOException($"process {pid} is running but cannot be watched: /proc/{pid}/stat is not readable") : null;
    }

    public override async Task Ended()
    {
        if (IsChild())
            await WaitingThread.Run(AwaitChild, $"wait {_pid}");
        else
        {
            while (IsAlive())
                await Task.Delay(PollInterval, TimeProvider.System);
        }
    }

    public override bool Signal(int signal) => IsAlive() && ProcessGroup.Kill(_pid, signal);

    public override void Dispose()
    {
        // Nothing is held.
    }

    // What cannot be read for want of a descriptor has not ended for that.
    private bool IsAlive() => ProcessTable.Stat(_pid) is { } stat ? stat.Lives && stat.StartTime == _startTime : ProcessGroup.Exists(_pid);

    private bool IsChild() => Wait(Native.WNOHANG) == 0;

    private void AwaitChild()
    {
        while (Wait(0) is var errno and not 0)
        {
            if (errno == Native.ECHILD)
                return; // Somebody has reaped it.
            if (errno != Native.EINTR)
                throw new InvalidOperationException($"cannot wait for process {_pid}: {Native.Describe(errno)}");
        }
    }

    private unsafe int Wait(int options)
    {
        var info = stackalloc byte[128];
        return Native.Waitid(Native.P_PID, _pid, info, Native.WEXITED | Native.WNOWAIT | options) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }
}
