using Visor.Model;

namespace Visor.Processes;

/// <summary>A process that this Visor has started.</summary>
internal sealed class ChildProcess : SupervisedProcess
{
    private readonly Lock _reaping = new();
    private bool _reaped;

    public ChildProcess(ProcessRole role, ProcessIdentity identity, ChildReaper children)
        : base(role, identity)
    {
        Ended = AwaitEnd(children);
    }

    public override Task<ProcessExit> Ended { get; }

    public override bool Signal(int signal)
    {
        // Reaping gives the pid back to the kernel; under the lock it cannot be another process's yet.
        lock (_reaping)
            return !_reaped && ProcessGroup.SignalLeader(Pid, signal);
    }

    private async Task<ProcessExit> AwaitEnd(ChildReaper children)
    {
        await ProcessHandle.EndOf(Pid);
        await ChildReaper.UntilCollectable(Pid);
        ProcessExit exit;
        lock (_reaping)
        {
            _reaped = true;
            exit = children.Collect(Pid);
        }

        children.Sweep();
        return exit;
    }
}
