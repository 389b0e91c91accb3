namespace Visor.Processes;

/// <summary>One process of the node that Visor started and watches. Its pid is also its process group.</summary>
internal sealed class SupervisedProcess
{
    private readonly Lock _reaping = new();
    private bool _reaped;

    public SupervisedProcess(ProcessRole role, ProcessIdentity identity, Children children)
    {
        Role = role;
        Identity = identity;
        Ended = AwaitEnd(children);
    }

    public ProcessRole Role { get; }

    public ProcessIdentity Identity { get; }

    public int Pid => Identity.Pid;

    /// <summary>
    /// Completes when the process itself has ended and been reaped; others of its group may still live
    /// (<see cref="ProcessGroup"/>).
    /// </summary>
    public Task<ProcessExit> Ended { get; }

    /// <summary>Sends a signal to the process alone.</summary>
    /// <returns>False if it has ended.</returns>
    public bool Signal(int signal)
    {
        // Reaping gives the pid back to the kernel; under the lock it cannot be another process's yet.
        lock (_reaping)
            return !_reaped && ProcessGroup.SignalLeader(Pid, signal);
    }

    private async Task<ProcessExit> AwaitEnd(Children children)
    {
        await PidFd.Ended(Pid);
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
