using Visor.Configuration;
using Visor.Lifecycle;
using Visor.Node;
using Visor.Processes;

namespace Visor.Supervision;

/// <summary>One start of the node: its processes and the ways to ask them.</summary>
internal sealed class RunningNode : IDisposable
{
    private readonly string _nodeLock;

    /// <param name="statistics">Where the core tells its block height; null: nowhere.</param>
    public RunningNode(RpcConfig rpc, Uri? statistics, ActiveRelease active, string nodeLock, TimeProvider time)
    {
        _nodeLock = nodeLock;
        Active = active;
        Core = new CoreClient(rpc.SocketPath, rpc.HttpPath, IsOurs, time);
        Statistics = statistics is { } url ? new StatisticsClient(url, time) : null;
    }

    public ActiveRelease Active { get; }

    public CoreClient Core { get; }

    /// <summary>Null: the run config names no statistics.</summary>
    public StatisticsClient? Statistics { get; }

    public ProcessSet Set { get; private set; } = ProcessSet.Empty;

    /// <summary>What an adopted node lacks, for people; null: it is whole.</summary>
    public string? Missing { get; init; }

    /// <summary>What an operator has to know about this start; null: nothing.</summary>
    public string? Notice { get; init; }

    /// <summary>Whether it is stopped, or has ended, because something went wrong and not because somebody asked for it.</summary>
    public bool HasFailed { get; set; }

    /// <summary>Whether its core has said, right before it was to be stopped, that it is ready to upgrade.</summary>
    public bool SaidDue { get; set; }

    public void Add(SupervisedProcess process) => Set = Set.With(process);

    public void Dispose()
    {
        Core.Dispose();
        Statistics?.Dispose();
    }

    // Whoever answers on the socket decides when this node is stopped, so it must be this node's own core.
    private bool IsOurs(int pid)
    {
        var session = ProcessTable.Stat(pid)?.Session;
        return Set.Processes.Any(p => p.Pid == session) || ProcessTable.IsLockerOf(pid, _nodeLock)
            || (ProcessTable.AncestorsOf(pid).Any(IsOfSet) && !BesideNode.IsMarked(pid));
    }

    // Visor is the parent of what its node has orphaned, and of hooks and what they leave behind.
    private bool IsOfSet(int ancestor) => ancestor == Environment.ProcessId || Set[ancestor] is not null;
}
