using Visor.Model;

namespace Visor.Processes;

/// <summary>One process of the node that Visor watches. Its pid is also its process group.</summary>
internal abstract class SupervisedProcess(ProcessRole role, ProcessIdentity identity)
{
    public ProcessRole Role => role;

    public ProcessIdentity Identity => identity;

    public int Pid => identity.Pid;

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
