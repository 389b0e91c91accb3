using System.Collections.Immutable;
using Visor.Chains;
using Visor.Home;
using Visor.Journaling;
using Visor.Model;
using Visor.Node;
using Visor.Platform;
using Visor.Processes;
using Visor.Users;

namespace Visor.Recovery;

/// <summary>
/// Looks for what lives of a home's node: the processes in the journal, by their identity, and whoever holds the node's lock,
/// which the kernel keeps for as long as anything of the node lives.
/// </summary>
internal sealed class RunningNodeScan(VisorHome home, Chain chain, ProcessIdentities identities, TimeProvider time)
{
    /// <summary>A Visor that was killed lets go of its descriptors a moment after its end, and what it was starting execs a moment later.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    /// <exception cref="VisorException">Something lives that is not known to be this node's, or cannot be seen or watched.</exception>
    public async Task<FoundProcesses> Find(JournalState history)
    {
        if (Native.EffectiveUser() == Account.Root)
            RefuseStrangers(history); // Whom another user could not touch.
        var start = time.GetTimestamp();
        while (true)
        {
            var holders = Holders();
            var journalled = history.Processes.Where(p => identities.Lives(p.Process) == true).ToImmutableArray();
            var lost = history.Processes.Where(p => identities.Lives(p.Process) == false && identities.LiveMembersOf(p.Process).Count > 0).ToImmutableArray();
            CopiedHomeGuard.Refuse(journalled, home);
            var strangers = holders.Pids.Where(pid => !IsOf(journalled, pid) && !IsOf(lost, pid)).ToList();
            var recognised = Recognise(history, strangers);
            strangers.RemoveAll(pid => IsOf(recognised, pid));

            var (isWhole, isNothing) = (IsWhole(history, [.. journalled, .. recognised]), journalled.IsEmpty && lost.IsEmpty && holders.AreNone);
            var isSettled = isNothing || (isWhole && recognised.IsEmpty) || (strangers.Count == 0 && !(journalled.IsEmpty && recognised.IsEmpty && lost.IsEmpty));
            if (isNothing)
                new StrayNodeScan(home, chain).Refuse(history);
            if (isSettled || time.GetElapsedTime(start) >= Timeout)
            {
                // Left-overs of a node that the journal knows can be stopped as the node itself can; what nobody knows, or sees, cannot.
                return !isWhole && !isNothing && journalled.IsEmpty && lost.IsEmpty && (holders.Pids.IsEmpty || history.Active is null)
                    ? throw new VisorException(ExitCodes.Busy, LaunchPreconditions.LivingNode(home).Reason)
                    : Watch(history, journalled, lost, recognised, isNothing);
            }

            await Task.Delay(Step, time);
        }
    }

    private void RefuseStrangers(JournalState history)
    {
        var own = new ProcessOwnership(home, identities);
        own.Refuse(own.In(history).Strangers);
    }

    private NodeLockHolders Holders()
    {
        try
        {
            return NodeLockHolders.Find(home.NodeLock);
        }
        catch (IOException e)
        {
            throw new VisorException(PassingTrouble.ExitCodeOf(e), $"cannot tell whether the node is running: {PlainText.Clause(e)}; {AccessRemedy.For(home, home.NodeLock, e)}");
        }
    }

    private static bool IsWhole(JournalState history, ImmutableArray<JournalEntry.Started> processes) =>
        !processes.IsEmpty && history.Launch.All(intent => processes.Any(p => p.Role == intent.Role));

    private FoundProcesses Watch(
        JournalState history,
        ImmutableArray<JournalEntry.Started> journalled,
        ImmutableArray<JournalEntry.Started> lost,
        ImmutableArray<JournalEntry.Started> recognised,
        bool isNothing)
    {
        if (isNothing)
            return new FoundProcesses(Liveness.None, [], [], []);
        try
        {
            // Whoever ends from here on is noticed by its descriptor; whoever has ended since is missing.
            var all = journalled.AddRange(recognised);
            var watched = all.Select(p => (Entry: p, Process: AdoptedProcess.Open(p.Role, p.Process, identities))).Where(p => p.Process is not null).ToList();
            var isWhole = IsWhole(history, [.. watched.Select(p => p.Entry)]);
            return new FoundProcesses(
                isWhole ? Liveness.Full : Liveness.Partial,
                [.. watched.Select(p => p.Process!)],
                [.. lost.Select(p => new ExitedLeader(p.Role, p.Process))],
                recognised);
        }
        catch (IOException e)
        {
            throw new VisorException(ExitCodes.Busy, $"{PlainText.Clause(e)}; raise the limits of this process, or stop the node by hand, then start Visor again");
        }
    }

    // What the journal knows only as to be started: the Visor that started it died before it could write down who it is.
    private ImmutableArray<JournalEntry.Started> Recognise(JournalState history, IReadOnlyList<int> candidates)
    {
        var leaders = candidates.Where(pid => ProcessTable.Stat(pid)?.Session == pid)
            .Select(pid => (Pid: pid, Intent: CommandLineMatcher.Match(ProcessTable.ArgumentsOf(pid), history.Launch))).ToList();
        return [.. history.Launch
            .Where(intent => history.Processes.All(p => p.Role != intent.Role))
            .Select(intent => (Intent: intent, Pids: leaders.Where(l => l.Intent == intent).Select(l => l.Pid).ToList()))
            .Select(found => found.Pids is [var pid] && identities.Identify(pid) is { } identity
                ? new JournalEntry.Started(found.Intent.Role, found.Intent.Tag, found.Intent.Address ?? "", identity)
                : null)
            .OfType<JournalEntry.Started>()];
    }

    private static bool IsOf(ImmutableArray<JournalEntry.Started> processes, int pid) =>
        ProcessTable.Stat(pid) is not { } stat || processes.Any(p => p.Process.Pid == pid || p.Process.Pid == stat.Session);
}

/// <summary>What lives of a home's node although no Visor watches it.</summary>
/// <param name="Living">Its processes, watched from here on.</param>
/// <param name="Lost">Those that have ended themselves and left something of their session behind.</param>
/// <param name="Unjournalled">Those of them that the journal does not know: the Visor that started them died before it could write it.</param>
internal sealed record FoundProcesses(
    Liveness Survival,
    ImmutableArray<SupervisedProcess> Living,
    ImmutableArray<SupervisedProcess> Lost,
    ImmutableArray<JournalEntry.Started> Unjournalled)
{
    /// <summary>For people.</summary>
    public string Names => Living.IsEmpty && Lost.IsEmpty
        ? "processes that the node left behind"
        : string.Join(" and ", Living.Select(Name).Concat(Lost.Select(p => $"processes left behind by {Name(p)}")));

    private static string Name(SupervisedProcess process) => $"the {process.Role} (pid {process.Pid})";
}

/// <summary>How much of the node has outlived the Visor that started it.</summary>
internal enum Liveness
{
    /// <summary>Nothing of this home lives.</summary>
    None,

    /// <summary>One of two processes, or only what they have left behind.</summary>
    Partial,

    /// <summary>Every process that was started.</summary>
    Full,
}
