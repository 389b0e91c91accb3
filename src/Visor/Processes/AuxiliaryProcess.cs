using System.Globalization;
using System.Text;

namespace Visor.Processes;

/// <summary>
/// Tells what Visor runs beside the node, such as a hook, from what the node has left behind: both become Visor's children when their own parents
/// end. A variable of the environment says so, which whatever is started there inherits; for what clears its environment there is the
/// record that is made when the program ends.
/// </summary>
internal sealed class AuxiliaryProcess
{
    private const string Variable = "VISOR_BESIDE_NODE";

    // No other Visor's, which this one may itself be a hook of.
    private static readonly string Mark = string.Create(CultureInfo.InvariantCulture, $"{Variable}={Environment.ProcessId}-{Guid.NewGuid():N}");
    private static readonly byte[] MarkBytes = [.. Encoding.ASCII.GetBytes(Mark), 0];

    private readonly Lock _lock = new();
    private readonly Dictionary<int, ulong> _recorded = [];

    /// <summary>A program to be started beside the node.</summary>
    public static SpawnRequest Marked(SpawnRequest spawn) => spawn with { Variables = spawn.Variables.Add(Mark) };

    /// <summary>Whether a process was started, by however many steps, by a program that runs beside the node, as its environment says.</summary>
    public static bool IsMarked(int pid)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{pid}/environ").AsSpan().IndexOf(MarkBytes) >= 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // It ended, or is another user's.
        }
    }

    /// <summary>Records what a program that has just ended leaves behind.</summary>
    /// <param name="startTime">Of that program: what is older is not its own.</param>
    /// <param name="orphans">Visor's living children that nobody awaits.</param>
    public void Record(ulong startTime, IEnumerable<int> orphans)
    {
        lock (_lock)
        {
            foreach (var ended in _recorded.Keys.Where(pid => ProcessTable.MembersOf(pid).Count == 0).ToList())
                _recorded.Remove(ended);
            foreach (var pid in orphans)
            {
                if (ProcessTable.Stat(pid) is { Lives: true } stat && stat.StartTime >= startTime)
                    _recorded[pid] = stat.StartTime;
            }
        }
    }

    /// <summary>Whether a process belongs to what runs beside the node.</summary>
    public bool Has(int pid)
    {
        if (IsMarked(pid))
            return true;
        if (ProcessTable.Stat(pid) is not { } stat)
            return false;
        lock (_lock)
            return IsRecorded(pid, stat.StartTime) || IsRecorded(stat.Session, stat.StartTime);
    }

    // The number of a process or session is nobody else's while somebody is in that session; whoever is older than what was recorded is not of it.
    private bool IsRecorded(int leader, ulong startTime) => _recorded.TryGetValue(leader, out var start) && start <= startTime;
}
