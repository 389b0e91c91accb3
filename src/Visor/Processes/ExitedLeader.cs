using Visor.Model;

namespace Visor.Processes;

/// <summary>A process of the node that had ended before this Visor began, while something lives on in the session it led.</summary>
internal sealed class ExitedLeader(ProcessRole role, ProcessIdentity identity) : SupervisedProcess(role, identity)
{
    public override Task<ProcessExit> Ended { get; } = Task.FromResult(ProcessExit.Unknown);

    public override bool Signal(int signal) => false;
}
