using Visor.Chains;
using Visor.Home;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Processes;

namespace Visor.Node;

/// <summary>What stands in the way of a start, in words that name the processes.</summary>
internal static class LaunchPreconditions
{
    /// <summary>Something of this home holds the node's lock.</summary>
    public static Failure LivingNode(VisorHome home)
    {
        return new Failure(
            $"a node of this home is still running: {home.NodeLock} is held by {HolderOf(home.NodeLock)}; stop it (visor stop --home {home.Word}, or kill -TERM PID), "
            + "then start Visor again", ExitCodes.Busy);
    }

    /// <summary>A process in the journal, or its session, lives although it does not hold the lock it was given; null: none does.</summary>
    public static Failure? LivingProcesses(VisorHome home, JournalState history, ProcessIdentities identities)
    {
        var living = history.Processes.SelectMany(p => identities.LiveMembersOf(p.Process)).ToList();
        return living.Count == 0 ? null : new Failure(
            $"a node of this home is still running: {string.Join(", ", living.Select(Describe))}; "
            + $"stop it (visor stop --home {home.Word}), then start Visor again", ExitCodes.Busy);
    }

    /// <summary>The error if a foreign process answers at the node's address while no process of this home is running; null: none does.</summary>
    public static Failure? StrangerOn(INodeConnector connector, NodeEndpoint endpoint) => connector.OccupantOf(endpoint) switch
    {
        null => null,
        EndpointOccupant.Hidden hidden => new Failure($"{hidden.Why}; a second node would double-sign, so nothing was started", ExitCodes.Configuration),
        var occupant => new Failure(
            $"{Describe(occupant)} answers on {connector.Absolute(endpoint, Environment.CurrentDirectory).Address} and was not started by this home's Visor: a second node would "
            + $"double-sign; stop that process, or correct `{connector.EndpointSetting}`, then start Visor again", ExitCodes.Busy),
    };

    /// <summary>Who has locked a file, for people.</summary>
    public static string HolderOf(string file)
    {
        if (ProcessTable.LockersOf(file) is { Count: > 0 } holders)
            return string.Join(", ", holders.Select(Describe));
        return ProcessTable.TakersOf(file) is { Count: > 0 } takers
            ? $"another user's process, which this one may not inspect: {string.Join(", ", takers.Select(Describe))}; find out what it is (ps -o user,args -p {takers[0]})"
            : "a process that is not visible from here: another user's, or one in another container; look for it as root on the host";
    }

    /// <summary>Who answers somewhere, for people.</summary>
    public static string Describe(EndpointOccupant occupant) =>
        occupant is EndpointOccupant.Process { Pid: { } pid } ? Describe(pid) : "a process that is not visible from here";

    public static string Describe(int pid) => ProcessTable.CommandOf(pid) is { Length: > 0 } command ? $"pid {pid} ({command})" : $"pid {pid}";
}
