using Visor.Home;
using Visor.Lifecycle;
using Visor.Processes;
using Visor.Supervision.Journaling;

namespace Visor.Supervision.Work;

/// <summary>What stands in the way of a start, in words that name the processes.</summary>
internal static class Obstacles
{
    /// <summary>Something of this home holds the node's lock.</summary>
    public static Failure LivingNode(VisorHome home)
    {
        return new Failure(
            $"a node of this home still lives: {home.NodeLock} is held by {HolderOf(home.NodeLock)}; stop it (visor stop --home {ShellWord.Of(home.Root)}, or kill -TERM PID), "
            + "then start Visor again", ExitCodes.Busy);
    }

    /// <summary>A process in the journal, or its session, lives although it does not hold the lock it was given; null: none does.</summary>
    public static Failure? LivingProcesses(VisorHome home, JournalHistory history, ProcessIdentities identities)
    {
        var living = history.Processes.SelectMany(p => identities.RemainsOf(p.Process)).ToList();
        return living.Count == 0 ? null : new Failure(
            $"a node of this home still lives: {string.Join(", ", living.Select(Describe))}; "
            + $"stop it (visor stop --home {ShellWord.Of(home.Root)}), then start Visor again", ExitCodes.Busy);
    }

    /// <summary>Somebody answers on the core's socket although nothing of this home lives; null: nobody.</summary>
    public static Failure? StrangerOn(string socketPath)
    {
        if (SocketPeer.Of(socketPath) is not { } pid)
            return null;
        if (pid == SocketPeer.MayNotAsk)
            return new Failure($"{MayNotAsk(socketPath)}; a second core beside it would sign twice, so nothing was started", ExitCodes.Configuration);
        var who = pid > 0 ? Describe(pid) : "a process that cannot be seen from here";
        return new Failure(
            $"{who} answers on {Path.GetFullPath(socketPath)} and was not started by this home's Visor: a second core beside it would "
            + "sign twice; stop that process, or correct `vega.rpc.socketPath`, then start Visor again", ExitCodes.Busy);
    }

    /// <summary>This user cannot know whether somebody listens on a socket, and what to do about it.</summary>
    public static string MayNotAsk(string socketPath)
    {
        var path = Path.GetFullPath(socketPath);
        return $"whether a core answers on {path} cannot be known, because this user may not connect to it (permission denied): look as root who listens there (ss -xlp src {ShellWord.Of(path)}); "
            + $"if nobody does, it was left behind: rm {ShellWord.Of(path)}; else stop that process, or correct `vega.rpc.socketPath`";
    }

    /// <summary>Who has locked a file, for people.</summary>
    public static string HolderOf(string file)
    {
        if (ProcessTable.LockersOf(file) is { Count: > 0 } holders)
            return string.Join(", ", holders.Select(Describe));
        return ProcessTable.TakersOf(file) is { Count: > 0 } takers
            ? $"another user's process that this one may not look into: {string.Join(", ", takers.Select(Describe))}; see who it is (ps -o user,args -p {takers[0]})"
            : "a process that cannot be seen from here: another user's, or one in another container; look for it as root on the host";
    }

    public static string Describe(int pid) => ProcessTable.CommandOf(pid) is { Length: > 0 } command ? $"pid {pid} ({command})" : $"pid {pid}";
}
