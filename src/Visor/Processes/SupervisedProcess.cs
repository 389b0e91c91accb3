using Visor.Model;

namespace Visor.Processes;

/// <summary>One process of the node that Visor watches. Its pid is also its process group.</summary>
internal abstract class SupervisedProcess(ProcessRole role, ProcessIdentity identity)
{
    public ProcessRole Role => role;

    public ProcessIdentity Identity => identity;

    public int Pid => identity.Pid;

    /// <summary>Where the output of the others ended when it was started; null: it is not known.</summary>
    public OutputMark? OutputMark { get; init; }

    /// <summary>How long it had lived when this Visor began to watch it.</summary>
    public virtual TimeSpan AgeWhenFound => TimeSpan.Zero;

    /// <summary>
    /// Completes when the process itself has ended (and, if it is a child, been reaped); others of its group may still live
    /// (<see cref="ProcessGroup"/>).
    /// </summary>
    public abstract Task<ProcessExit> Ended { get; }

    /// <summary>Sends a signal to the process alone.</summary>
    /// <returns>False if it has ended.</returns>
    public abstract bool Signal(int signal);
}

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

        children.ReapUnawaited();
        return exit;
    }
}

/// <summary>
/// A process that an earlier Visor has started and that has outlived it. It is nobody's child here, so its end is only seen, and how it ended is not
/// known to anybody.
/// </summary>
internal sealed class AdoptedProcess : SupervisedProcess
{
    private readonly ProcessHandle _grip;

    private AdoptedProcess(ProcessRole role, ProcessIdentity identity, ProcessHandle grip)
        : base(role, identity)
    {
        _grip = grip;
        AgeWhenFound = ProcessTable.AgeOf(identity.StartTime);
        Ended = AwaitEnd(grip);
    }

    public override TimeSpan AgeWhenFound { get; }

    public override Task<ProcessExit> Ended { get; }

    /// <returns>Null: it does not live.</returns>
    /// <exception cref="IOException">It cannot be watched.</exception>
    public static AdoptedProcess? Open(ProcessRole role, ProcessIdentity identity, ProcessIdentities identities)
    {
        // In this order: whoever is held keeps being told from others, so the pid cannot pass to another process unnoticed.
        if (ProcessHandle.On(identity.Pid) is not { } grip)
            return null;
        if (identities.Lives(identity) == true)
            return new AdoptedProcess(role, identity, grip);
        grip.Dispose();
        return null;
    }

    public override bool Signal(int signal)
    {
        try
        {
            return _grip.Signal(signal);
        }
        catch (OutOfReachException)
        {
            return true; // It lives on.
        }
    }

    private static async Task<ProcessExit> AwaitEnd(ProcessHandle grip)
    {
        await grip.Ended();
        return ProcessExit.Unknown;
    }
}

/// <summary>A process of the node that had ended before this Visor began, while something lives on in the session it led.</summary>
internal sealed class ExitedLeader(ProcessRole role, ProcessIdentity identity) : SupervisedProcess(role, identity)
{
    public override Task<ProcessExit> Ended { get; } = Task.FromResult(ProcessExit.Unknown);

    public override bool Signal(int signal) => false;
}
