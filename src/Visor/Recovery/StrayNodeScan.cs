using System.Collections.Immutable;
using Visor.Chains;
using Visor.Home;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Node;
using Visor.Platform.Files;
using Visor.Processes;
using Visor.Recovery.Stamp;
using Visor.Releases;

namespace Visor.Recovery;

/// <summary>
/// What lives of a node although neither the journal nor the lock of this home knows of it: a core on the same data, as a copy of this home starts one, and
/// whatever holds the lock of a <c>.visor</c> that has been deleted or moved since. Only what can be seen and is sure counts: processes of other users, and of
/// containers with a root of their own, are compared by the folder itself or not at all.
/// </summary>
internal sealed class StrayNodeScan(VisorHome home, Chain chain)
{
    /// <exception cref="VisorException">Something lives. Nothing has been touched.</exception>
    public void Refuse(JournalState history)
    {
        if (WithAnOldLock() is { IsEmpty: false } old)
        {
            throw new VisorException(
                ExitCodes.Busy,
                $"{Names(old)} is running and belongs to this home: it holds a lock from before {home.Private} was deleted or replaced; {WayOut(old)}");
        }

        var directory = history.WorkingDirectory ?? Environment.CurrentDirectory;
        foreach (var core in Cores(history))
        {
            if (OnDataOf(core, directory, history) is { } stray)
                throw new VisorException(stray.ExitCode, stray.Reason);
        }
    }

    /// <summary>A core on the data that <paramref name="core"/> would run on, and not of this home as far as journal and lock know; null: none is seen.</summary>
    /// <param name="workingDirectory">What a relative <c>--home</c> means.</param>
    public Failure? OnDataOf(ProcessDefinition core, string workingDirectory, JournalState history)
    {
        if (StampPlace.DataOf(chain.Processes, core, workingDirectory) is not { } data || FileStatus.Read(data) is not { } folder)
            return null;
        ImmutableArray<int> strays = [.. ProcessTable.All().Where(pid =>
            pid != Environment.ProcessId
            && chain.Processes.DataFolder(ProcessTable.ArgumentsOf(pid), core) is { } named
            && IsSame(FileStatus.Read(Path.IsPathRooted(named) ? $"/proc/{pid}/root{named}" : $"/proc/{pid}/cwd/{named}"), folder)
            && !IsKnown(pid, history))];
        return strays.IsEmpty ? null : new Failure(
            $"{Names(strays)} runs on the same data, {data}, but {home.Private} has no record of it: it may belong to a copy of this home; {WayOut(strays)}", ExitCodes.Busy);
    }

    /// <summary>Whether journal or lock of this home know a process, or what started it.</summary>
    public bool IsKnown(int pid, JournalState history) =>
        ProcessTable.Stat(pid) is not { Lives: true } stat
        || history.Processes.Any(p => p.Process.Pid == pid || p.Process.Pid == stat.Session)
        || ProcessTable.AncestorsOf(pid).Any(ancestor => history.Processes.Any(p => p.Process.Pid == ancestor))
        || ProcessTable.IsLockerOf(pid, home.NodeLock);

    private ImmutableArray<int> WithAnOldLock() => FileStatus.Read(home.Root) is not { } root ? [] :
        [.. ProcessTable.All().Where(pid => pid != Environment.ProcessId && ProcessTable.LockedBy(pid, IsOldLock).Any(path => IsSame(FileStatus.Read($"/proc/{pid}/root{HomeOf(path)}"), root))
            && !ProcessTable.IsLockerOf(pid, home.NodeLock) && !ProcessTable.IsLockerOf(pid, home.Lock))];

    // In a `.visor` that has been moved aside it has the same name. Visor's own lock is looked for only where it can be nobody else's.
    private bool IsOldLock(string path) =>
        path.EndsWith($"/{NodeLock}", StringComparison.Ordinal) || path.EndsWith($"/{NodeLock}{Deleted}", StringComparison.Ordinal)
        || path.EndsWith($"/{Path.GetFileName(home.Private)}/{Path.GetFileName(home.Lock)}{Deleted}", StringComparison.Ordinal);

    private string NodeLock => Path.GetFileName(home.NodeLock);

    // proc_pid_fd(5): of a file that has been deleted this stands behind its name.
    private const string Deleted = " (deleted)";

    private static string? HomeOf(string path) => Path.GetDirectoryName(Path.GetDirectoryName(path));

    private static bool IsSame(FileStatus? seen, FileStatus ours) => seen is { } status && status.IsSameFileAs(ours);

    // What was started last, and what would be started next.
    private IEnumerable<ProcessDefinition> Cores(JournalState history) =>
        history.Launch.Take(1).Select(intent => new ProcessDefinition(intent.Role, intent.Path, intent.Arguments, ""))
            .Concat(new DefinitionCache(chain.Layout).Read(NextReleaseFolder.Find(home, history, new CurrentLink(home))).Value is { } definition ? [definition.Queried] : []);

    private static string Names(ImmutableArray<int> pids) => string.Join(", ", pids.Select(LaunchPreconditions.Describe));

    private static string WayOut(ImmutableArray<int> pids) =>
        $"a second node would double-sign, so nothing was started or stopped: stop the Visor that runs it, if there is one, or kill it (kill -TERM {string.Join(' ', pids)}), then try again";
}
