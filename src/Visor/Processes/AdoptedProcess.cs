using Visor.Model;

namespace Visor.Processes;

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
    public static AdoptedProcess? Of(ProcessRole role, ProcessIdentity identity, ProcessIdentities identities)
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
