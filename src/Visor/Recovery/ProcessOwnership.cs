using System.Collections.Immutable;
using System.Globalization;
using Visor.Home;
using Visor.Journaling;
using Visor.Model;
using Visor.Node;
using Visor.Platform;
using Visor.Processes;
using Visor.Users;

namespace Visor.Recovery;

/// <summary>
/// Whether what a journal names is the node's. A journal is the owner's to write, and who stops may have the rights to end anything: so another user's
/// process is the node's only if it holds the node's lock.
/// </summary>
internal sealed class ProcessOwnership(VisorHome home, ProcessIdentities identities)
{
    private readonly uint? _owner = HomeOwner.Find(home)?.User;

    /// <returns>The history without the processes of which something is not the node's, and the pids of that.</returns>
    public (JournalState History, ImmutableArray<int> Strangers) In(JournalState history)
    {
        var strangers = history.Processes.ToDictionary(p => p, p => identities.LiveMembersOf(p.Process).Where(IsStranger).ToImmutableArray());
        return (history with { Processes = history.Processes.RemoveAll(p => !strangers[p].IsEmpty) }, [.. strangers.Values.SelectMany(pids => pids).Distinct()]);
    }

    /// <exception cref="VisorException">There are some.</exception>
    public void Refuse(ImmutableArray<int> strangers)
    {
        if (strangers.IsEmpty)
            return;
        var who = string.Join(", ", strangers.Select(pid => $"{LaunchPreconditions.Describe(pid)} of {(UserOf(pid) is { } user ? Account.Find(user).Words : "another user")}"));
        throw new VisorException(
            ExitCodes.Busy, $"the journal of {home.Root} names {who}, which does not hold {home.NodeLock} and does not belong to the home's owner, so Visor left it alone: if it is part of this node, "
            + $"kill it yourself, then run `visor stop --home {home.Word}` again; if not, someone else wrote it into {home.Journal}");
    }

    private bool IsStranger(int pid) => UserOf(pid) is { } user && user != _owner && user != Native.EffectiveUser() && !ProcessTable.IsLockerOf(pid, home.NodeLock);

    // proc_pid_status(5): the real user, whoever the folder in /proc belongs to.
    private static uint? UserOf(int pid)
    {
        try
        {
            var line = File.ReadLines($"/proc/{pid}/status").FirstOrDefault(l => l.StartsWith("Uid:", StringComparison.Ordinal));
            return line?.Split('\t') is [_, var real, ..] && uint.TryParse(real, NumberStyles.None, CultureInfo.InvariantCulture, out var user) ? user : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // It has ended.
        }
    }
}
