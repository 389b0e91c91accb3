using System.Collections.Immutable;
using Visor.Home;
using Visor.Model;
using Visor.Processes;

namespace Visor.Status.Reading;

/// <summary>
/// What lives of what a Visor has published. The home's locks come before pids: in a container pids are its own, and the next one on the same home has other processes under the same numbers.
/// </summary>
internal sealed class PublishedLife(VisorHome home, NodeStatus published)
{
    private readonly bool _isHere = published.Visor.PidNamespace is not { Length: > 0 } there || string.Equals(there, PidNamespace.Read(), StringComparison.Ordinal);

    /// <summary>Whether the Visor that has published it lives.</summary>
    /// <returns>Null: that cannot be seen, because it ran in another container, and this user may not open its lock.</returns>
    public bool? OfVisor()
    {
        if (!published.Visor.Running)
            return false;
        var isHeld = IsHeld(home.Lock);
        return _isHere ? isHeld is not false && Lives(published.Visor.Pid, published.Visor.StartTime) : isHeld ?? (File.Exists(home.Lock) ? null : false);
    }

    /// <summary>Of the processes that it speaks of, those that live.</summary>
    /// <param name="visorLives">The Visor that watches them.</param>
    public ImmutableArray<ProcessRole> OfNode(bool visorLives)
    {
        var running = Running();
        if (_isHere)
            return [.. running.Where(p => Lives(p.Process.Pid, p.Process.StartTime)).Select(p => p.Role)];
        return visorLives || IsHeld(home.NodeLock) is true ? [.. running.Select(p => p.Role)] : [];
    }

    private IEnumerable<(ProcessRole Role, ProcessStatus Process)> Running() =>
        published.Node.Processes.Where(p => p.Running is not null).Select(p => (p.Role, p.Running!));

    // A file that is not there says nothing of a Visor that has locked it.
    private static bool? IsHeld(string path) => File.Exists(path) ? ForeignLock.IsHeld(path) : null;

    // A pid alone may be somebody else's by now.
    private static bool Lives(int pid, ulong startTime) => ProcessTable.Stat(pid) is { Lives: true } stat && stat.StartTime == startTime;
}
