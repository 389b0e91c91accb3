using Visor.Chains;
using Visor.Model;
using Visor.Processes;

namespace Visor.Node;

/// <summary>One start of the node: its processes and the ways to ask them.</summary>
internal sealed class NodeInstance : IDisposable
{
    private readonly string _nodeLock;
    private readonly TimeProvider _time;
    private volatile UpgradePlan? _agreed;
    private volatile HeightEstimate? _measured;

    /// <param name="connect">Makes what it is asked through, which is told which pids may be listened to.</param>
    public NodeInstance(Func<Func<int, bool>, INodeClient> connect, ActiveRelease active, string nodeLock, TimeProvider time)
    {
        (_nodeLock, _time, _agreed) = (nodeLock, time, active.Upcoming);
        Active = active;
        Client = connect(IsOurs);
    }

    public ActiveRelease Active { get; }

    public INodeClient Client { get; }

    public ProcessSet Set { get; private set; } = ProcessSet.Empty;

    /// <summary>What an adopted node lacks, for people; null: it is whole.</summary>
    public string? Missing { get; init; }

    /// <summary>What an operator has to know about this start; null: nothing.</summary>
    public string? Notice { get; init; }

    /// <summary>Whether its core has been silent for so long that asking it for as long as a stop has time leads to nothing.</summary>
    public bool IsGivenUp { get; set; }

    /// <summary>Whether something tells, once it has ended, what has happened.</summary>
    public bool HasWitness { get; init; }

    /// <summary>What the network has agreed on, as the core has said last or, before that, the journal; null: nothing.</summary>
    public UpgradePlan? Agreed => _agreed;

    public bool CoreLives => Set.Queried is { Ended.IsCompleted: false };

    /// <summary>What its core has said when it was about to be stopped; null: it has not been asked for that.</summary>
    public UpgradeReadiness? Word { get; set; }

    /// <summary>How it has ended; null: it has not.</summary>
    public NodeStopResult? Ending { get; set; }

    /// <summary>The highest block its core can have reached by now; null: not known.</summary>
    public ulong? AtMost => _measured?.AtMost(_time);

    /// <summary>Whether its core can have reached the block of the upgrade by now, as far as is known.</summary>
    public bool MayStandAtItsBlock => Agreed is { } plan && !(AtMost < plan.Height);

    /// <summary>The block it says it is at; null: it does not say.</summary>
    public async Task<ulong?> AskHeight(CancellationToken cancellation) =>
        Client.TellsHeight && await Client.AskHeight(cancellation) is HeightAnswer.Progress { Value.Height: var height } ? height : null;

    /// <summary>Whether nobody would know, if its core ended now and unseen, that it was ready for the upgrade.</summary>
    public bool IsUnsure => CoreLives && StoppedCoreReadiness.IsOpen(Word, Agreed, HasWitness, AtMost);

    public void Hear(PlanReading reading)
    {
        var heard = reading switch
        {
            PlanReading.Accepted accepted => accepted.Plan,
            PlanReading.Due due => due.Plan,
            PlanReading.Nothing => null,
            _ => _agreed,
        };
        _agreed = heard == Active.Abandoned ? null : heard;
    }

    /// <summary>Notes where the core stands.</summary>
    public void Measure(BlockProgress? progress) => _measured = progress is null ? _measured : new HeightEstimate(progress, _time.GetTimestamp());

    public void Add(SupervisedProcess process) => Set = Set.With(process);

    public void Dispose() => Client.Dispose();

    // Whoever answers on the socket decides when this node is stopped, so it must be this node's own core.
    private bool IsOurs(int pid)
    {
        var session = ProcessTable.Stat(pid)?.Session;
        return Set.Processes.Any(p => p.Pid == session) || ProcessTable.IsLockerOf(pid, _nodeLock)
            || (ProcessTable.AncestorsOf(pid).Any(IsOfSet) && !AuxiliaryProcess.IsMarked(pid));
    }

    // Visor is the parent of what its node has orphaned, and of hooks and what they leave behind.
    private bool IsOfSet(int ancestor) => ancestor == Environment.ProcessId || Set[ancestor] is not null;
}
