using Visor.Model;

namespace Visor.Processes;

/// <summary>Tells processes of this boot and pid namespace apart from all others.</summary>
internal sealed class ProcessIdentities
{
    private readonly string _bootId = BootId.Read();
    private readonly string _pidNamespace = PidNamespace.Read();

    /// <summary>The identity of the process that has this pid now; null: no running process has it.</summary>
    public ProcessIdentity? Identify(int pid) =>
        ProcessTable.Stat(pid) is { Lives: true } stat ? Of(pid, stat) : null;

    /// <summary>The same for a child that nobody has reaped yet: its pid is its own even if it has ended.</summary>
    public ProcessIdentity IdentifyChild(int pid) =>
        ProcessTable.Stat(pid) is { } stat ? Of(pid, stat) : new(pid, 0, _bootId, _pidNamespace);

    /// <summary>Whether this very process lives. One of an earlier boot does not.</summary>
    /// <returns>Null if it cannot be known: it was started in another pid namespace of this boot.</returns>
    public bool? Lives(ProcessIdentity identity)
    {
        if (!BootId.MayBeSame(identity.BootId, _bootId))
            return false;
        return string.Equals(identity.PidNamespace, _pidNamespace, StringComparison.Ordinal)
            ? ProcessTable.Stat(identity.Pid) is { Lives: true } stat && stat.StartTime == identity.StartTime
            : null;
    }

    /// <summary>The running members of a process: itself, and the processes in the session it led, also after its own exit.</summary>
    public IReadOnlyList<int> LiveMembersOf(ProcessIdentity identity)
    {
        // Its number is nobody else's as long as somebody is in its session.
        if (Lives(identity) is null || !BootId.MayBeSame(identity.BootId, _bootId))
            return [];
        return ProcessTable.Stat(identity.Pid) is { } stat && stat.StartTime != identity.StartTime ? [] : ProcessTable.MembersOf(identity.Pid);
    }

    private ProcessIdentity Of(int pid, ProcessStat stat) => new(pid, stat.StartTime, _bootId, _pidNamespace);
}
