using System.Collections.Immutable;
using Visor.Model;

namespace Visor.Processes;

/// <summary>How a process set is stopped.</summary>
/// <param name="GracePeriod">From SIGTERM to SIGKILL.</param>
/// <param name="KillNow">Cancels the grace period: kill at once.</param>
internal sealed record StopPolicy(TimeSpan GracePeriod, CancellationToken KillNow);

/// <summary>
/// Stops a process set: SIGTERM to each process, the grace period for all of them together, SIGKILL to what is left.
/// A process has ended when its whole group has; what a process left behind, in its group or elsewhere with the node's
/// lock in hand, gets SIGTERM when its leader is gone and the rest of the same grace period.
/// </summary>
/// <param name="outOfReach">Told once of each process that this user may not send signals to; its end is waited for all the same.</param>
internal sealed class ProcessSetStop(string nodeLock, Func<IReadOnlyList<int>> strays, Action<int> outOfReach, TimeProvider time)
{
    private static readonly TimeSpan KillInterval = TimeSpan.FromSeconds(1);

    private readonly HashSet<int> _outOfReach = [];

    /// <summary>Returns when nothing of the set lives. Safe to repeat, also on a set that has ended.</summary>
    public async Task<StopOutcome> Run(ProcessSet set, StopPolicy policy)
    {
        using var deadline = new CancellationTokenSource(policy.GracePeriod, time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, policy.KillNow);

        foreach (var process in set.Processes)
        {
            process.Signal(Signals.Terminate);
            EnsureCanSignal(process.Pid);
        }

        var killed = ImmutableArray.CreateBuilder<string>();
        ImmutableArray<SupervisedProcess> late = [];
        if (!await EndWithin(Task.WhenAll(set.Processes.Select(p => p.Ended)), patience.Token))
        {
            late = [.. set.Processes.Where(p => !p.Ended.IsCompleted)];
            killed.AddRange(late.Select(p => $"{p.Role} (pid {p.Pid})"));
            await Kill(set);
        }

        await EndLeftovers(set, killed, patience.Token);
        return new StopOutcome(killed.ToImmutable(), late);
    }

    // Again and again: who may not be killed now (another user's for the moment of a setuid) may be a moment later.
    private async Task Kill(ProcessSet set)
    {
        for (var ended = Task.WhenAll(set.Processes.Select(p => p.Ended)); !ended.IsCompleted;)
        {
            foreach (var process in set.Processes.Where(p => !p.Ended.IsCompleted))
                ProcessGroup.SignalAll(process.Pid, Signals.Kill);
            using var patience = new CancellationTokenSource(KillInterval, time);
            await EndWithin(ended, patience.Token);
        }
    }

    private async Task EndLeftovers(ProcessSet set, ImmutableArray<string>.Builder killed, CancellationToken patience)
    {
        for (var terminated = new HashSet<int>(); ;)
        {
            var left = Leftovers(set);
            if (left.Count == 0)
                return;

            var kill = patience.IsCancellationRequested;
            foreach (var pid in left.Where(pid => kill || terminated.Add(pid)))
            {
                ProcessGroup.SignalLeader(pid, kill ? Signals.Kill : Signals.Terminate);
                EnsureCanSignal(pid);
                if (kill)
                    killed.Add($"leftover process (pid {pid})");
            }

            await EndWithin(Task.WhenAll(left.Select(ProcessHandle.EndOf)), kill ? CancellationToken.None : patience);
        }
    }

    private void EnsureCanSignal(int pid)
    {
        if (ProcessGroup.IsOutOfReach(pid) && _outOfReach.Add(pid))
            outOfReach(pid);
    }

    private HashSet<int> Leftovers(ProcessSet set)
    {
        HashSet<int> left = [];
        foreach (var process in set.Processes)
        {
            ChildReaper.ReapGroup(process.Pid);
            if (process is ExitedLeader || !ProcessGroup.IsGone(process.Pid))
                left.UnionWith(ProcessTable.MembersOf(process.Pid));
        }

        // What is older than the set is none of it: a script that became Visor by exec may have left children of its own.
        if (!set.Processes.IsEmpty)
        {
            var oldest = set.Processes.Min(p => p.Identity.StartTime);
            left.UnionWith(strays().Where(pid => ProcessTable.Stat(pid) is { } stat && stat.StartTime >= oldest));
        }

        left.UnionWith(Holders());
        return left;
    }

    private ImmutableArray<int> Holders()
    {
        try
        {
            return NodeLockHolders.Find(nodeLock).Pids;
        }
        catch (IOException)
        {
            return []; // Gone or out of reach: it can name nobody, and the next start looks at it again.
        }
    }

    private static async Task<bool> EndWithin(Task ended, CancellationToken patience)
    {
        try
        {
            await ended.WaitAsync(patience);
            return true;
        }
        catch (OperationCanceledException)
        {
            return ended.IsCompleted;
        }
    }
}

/// <param name="Killed">What did not stop in the grace period and got SIGKILL, for people.</param>
/// <param name="KilledProcesses">Those of the set among them.</param>
internal sealed record StopOutcome(ImmutableArray<string> Killed, ImmutableArray<SupervisedProcess> KilledProcesses);
