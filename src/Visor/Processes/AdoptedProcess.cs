using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Visor.Processes;

/// <summary>
/// A process that an earlier Visor has started and that has outlived it. It is nobody's child here, so its end is seen by a
/// pidfd and how it ended is not known to anybody.
/// </summary>
internal sealed class AdoptedProcess : SupervisedProcess
{
    private readonly SafeFileHandle _descriptor;

    private AdoptedProcess(ProcessRole role, ProcessIdentity identity, SafeFileHandle descriptor)
        : base(role, identity)
    {
        _descriptor = descriptor;
        AgeWhenFound = ProcessTable.AgeOf(identity.StartTime);
        Ended = AwaitEnd(descriptor, identity.Pid);
    }

    public override TimeSpan AgeWhenFound { get; }

    public override Task<ProcessExit> Ended { get; }

    /// <returns>Null: it does not live.</returns>
    /// <exception cref="IOException">It cannot be watched.</exception>
    public static AdoptedProcess? Of(ProcessRole role, ProcessIdentity identity, ProcessIdentities identities)
    {
        var descriptor = Native.PidfdOpen(identity.Pid);
        if (descriptor.IsInvalid && Marshal.GetLastPInvokeError() is var errno && errno != Native.ESRCH)
            throw new IOException($"process {identity.Pid} of the node lives and cannot be watched: {Native.Describe(errno)}");

        // In this order: whoever the descriptor belongs to keeps it, so the pid cannot pass to another process unnoticed.
        if (!descriptor.IsInvalid && identities.Lives(identity) == true)
            return new AdoptedProcess(role, identity, descriptor);
        descriptor.Dispose();
        return null;
    }

    public override bool Signal(int signal)
    {
        try
        {
            return PidFd.Signal(_descriptor, signal);
        }
        catch (ObjectDisposedException)
        {
            return false; // It has ended, and the wait for it with it.
        }
    }

    private static async Task<ProcessExit> AwaitEnd(SafeFileHandle descriptor, int pid)
    {
        await PidFd.Ended(descriptor, pid);
        return ProcessExit.Unknown;
    }
}
