using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Visor.Chains;
using Visor.Home;
using Visor.Journaling;
using Visor.Model;
using Visor.Node;
using Visor.Processes;
using Visor.Recovery;
using Visor.Releases;
using Visor.Stop;

namespace Visor.Commands.Offline;

/// <summary>
/// Stops what lives of a node that no Visor watches. Neither a broken journal nor a broken configuration keeps it from that:
/// whatever is not known by the journal is known by the lock it holds.
/// </summary>
internal sealed class OrphanNodeStopper(VisorHome home, Chain chain, ProcessIdentities identities, TimeProvider time, CommandConsole output)
{
    /// <remarks>The home's lock is held.</remarks>
    /// <exception cref="VisorException">Something still lives, or may not be stopped by this user.</exception>
    /// <exception cref="IOException">Whether something lives cannot be known.</exception>
    public async Task Run(StopPolicy policy)
    {
        using var journal = OpenJournal();
        var own = new ProcessOwnership(home, identities);
        var (history, strangers) = own.In(journal?.History ?? JournalState.Empty);
        var survivors = await Find(history);
        var set = survivors.Living.Concat(survivors.Lost).Aggregate(ProcessSet.Empty, (set, process) => set.With(process));
        var others = Others(set);
        if (history.Active is { } active && chain.LeavesAlone(active))
            policy = policy with { GracePeriod = System.Threading.Timeout.InfiniteTimeSpan };
        if (!set.Processes.IsEmpty || others.Count > 0)
        {
            EnsureCanSignal([.. set.Processes.Where(p => p is not ExitedLeader).Select(p => p.Pid), .. others.Keys]);
            if (journal is not null && !survivors.Unjournalled.IsEmpty)
                journal.Record([.. survivors.Unjournalled]);
            using var node = NodeOf(journal, survivors, set);
            var ending = await Stop(node, others, policy, journal);
            var isAsked = survivors.Survival == Liveness.Full && !history.IsStopping && ending.Killed.IsEmpty;
            if (strangers.IsEmpty && journal?.Record(Stopped(node, ending, isAsked)) == false)
                output.Warn($"Cannot write the journal ({journal.Problem}), so the next Visor will take this stop for an unexpected exit");
        }

        own.Refuse(strangers);
        await Prove(history);
    }

    private Journal? OpenJournal()
    {
        if (!File.Exists(home.Journal))
            return null;
        var journal = new JournalOpener(home, time, NullLogger.Instance).TryOpen(out _, out var problem);
        if (journal is null)
        {
            output.Warn($"Cannot use the journal {home.Journal} ({problem}), so Visor stops whatever holds {home.NodeLock} and records "
                + "nothing; a node that has reached the block of an upgrade goes unnoticed: check that before you start Visor again");
        }

        return journal;
    }

    private async Task<FoundProcesses> Find(JournalState history)
    {
        try
        {
            return await new RunningNodeScan(home, chain, identities, time).Find(history);
        }
        catch (VisorException)
        {
            // What the journal does not know is known by its lock; and the last word is the look at the end.
            return new FoundProcesses(Liveness.Partial, [], [], []);
        }
    }

    // What holds the node's lock without being one of its processes or of their sessions.
    private Dictionary<int, string> Others(ProcessSet set) => NodeLockHolders.Find(home.NodeLock).Pids
        .Where(pid => !set.Processes.Any(p => p.Pid == pid || p.Pid == ProcessTable.Stat(pid)?.Session))
        .ToDictionary(pid => pid, LaunchPreconditions.Describe);

    private static void EnsureCanSignal(ImmutableArray<int> pids)
    {
        if (Array.Find([.. pids], ProcessGroup.IsOutOfReach) is > 0 and var pid)
        {
            throw new VisorException(
                ExitCodes.Busy, $"{LaunchPreconditions.Describe(pid)} belongs to another user, and this user may not stop it; run `visor stop` as that user, or as root");
        }
    }

    // What no journal tells of has no release, and no address where it could be asked.
    private NodeInstance NodeOf(Journal? journal, FoundProcesses survivors, ProcessSet set)
    {
        if (journal?.History is { Active: { } active } history && !survivors.Living.IsEmpty)
            return new NodeAdopter(home, chain, new DefinitionCache(chain.Layout), time, NullLogger.Instance).Adopt(active, history, survivors);
        var node = new NodeInstance(isOurs => chain.Connector.Connect(new NodeEndpoint("", RequestPath: null), now: null, isOurs, time), ActiveRelease.Unknown, home.NodeLock, time);
        foreach (var process in set.Processes)
            node.Add(process);
        return node;
    }

    private async Task<NodeStopResult> Stop(NodeInstance node, Dictionary<int, string> others, StopPolicy policy, Journal? journal)
    {
        var end = new NodeStopper(new ProcessSetStop(home.NodeLock, () => [], _ => { }, time), time);
        var isAnswerWanted = journal?.History is { Active: not null, InFlight: null } && node.Active != ActiveRelease.Unknown;
        if (isAnswerWanted && await end.Ask(node, policy) is UpgradeReadiness.Due before)
            isAnswerWanted = !TakeNote(journal!, before.Plan);
        var isUnsure = isAnswerWanted && node.IsUnsure;
        journal?.Record(new JournalEntry.Stopping("visor stop", isUnsure ? true : null, isUnsure ? node.AtMost : null, StopKind.Command));
        foreach (var process in node.Set.Processes)
            output.Say($"Stopping the {process.Role} (pid {process.Pid}).");
        foreach (var other in others.Values)
            output.Say($"Stopping the process that holds the node's lock: {other}.");

        var ending = await end.Stop(node, policy, isDue: !isAnswerWanted);
        foreach (var killed in ending.Killed)
            output.Warn($"The {killed} did not stop in {policy.GracePeriod.TotalSeconds:0} s (stopSignalTimeoutSeconds, or a second SIGINT); killed with SIGKILL");
        foreach (var process in node.Set.Processes)
        {
            var how = await process.Ended;
            journal?.Note(JournalEntry.Ended.Of(process.Role, process.Pid, how));
            output.Say($"The {process.Role} (pid {process.Pid}) has stopped: {how}");
        }

        foreach (var other in others.Values)
            output.Say($"The process that held the node's lock has stopped: {other}");
        if (isAnswerWanted && ending.Word is UpgradeReadiness.Due late)
            TakeNote(journal!, late.Plan);
        return ending;
    }

    /// <returns>True: it is due, whether or not that could be noted.</returns>
    private bool TakeNote(Journal journal, UpgradePlan plan)
    {
        var isKept = journal.Require(new JournalEntry.Due(plan.Tag.Value, plan.Height, DowntimePart.Stop));
        output.Say($"The node has reached block {plan.Height}, so the upgrade to {plan.Tag} is due.");
        if (!isKept)
        {
            output.Warn($"Cannot record that ({journal.Problem}), so the next Visor would start {journal.History.Active?.Release.Tag} again, which would "
                + $"fork: before you start Visor, fix that, put {plan.Tag} in its folder, and switch to it: "
                + $"visor switch {plan.Tag} --height {plan.Height} --home {home.Word}");
        }

        return true;
    }

    private JournalEntry.Stopped Stopped(NodeInstance node, NodeStopResult ending, bool isAsked)
    {
        if (ending.Word is not UpgradeReadiness.Unknown { Why: var why } || node.Agreed is not { } plan)
            return new JournalEntry.Stopped(isAsked);
        output.Warn($"Cannot tell whether the node was ready for the upgrade to {plan.Tag} at block {plan.Height} ({why}); `visor run` checks that before it starts {node.Active.Release.Tag} again");
        return new JournalEntry.Stopped(isAsked, Unsure: true, node.AtMost);
    }

    private async Task Prove(JournalState history)
    {
        using var proof = await FileLock.Exclusive(home.NodeLock, Timeout, time, CancellationToken.None);
        List<int> living = [.. history.Processes.SelectMany(p => identities.LiveMembersOf(p.Process))];
        if (proof is null)
            living = [.. living.Union(ProcessTable.LockersOf(home.NodeLock))];
        if (proof is not null && living.Count == 0)
        {
            new SocketIdleCheck(home, chain).Run(history);
            new StrayNodeScan(home, chain).Refuse(history);
            return;
        }

        throw new VisorException(ExitCodes.Busy, living.Count == 0
            ? $"part of the node in {home.Root} is still running: {home.NodeLock} is held by a process that is not visible from here: another user's, or one in another container; run `visor stop --home {home.Word}` as root on the host"
            : $"part of the node in {home.Root} is still running: {string.Join(", ", living.Select(LaunchPreconditions.Describe))}; kill it "
                + $"(kill -KILL {string.Join(' ', living)}), then run `visor stop --home {home.Word}` again");
    }

    /// <summary>What has just been killed lets go of its descriptors a moment later.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);
}
