using System.Globalization;

namespace Visor.Demo;

/// <summary>
/// When the cores of a node were spawned, as the kernel knows it (<c>/proc/PID/stat</c>, field 22, in hundredths of a second):
/// what a core writes down first it writes once its runtime has started, and that is not Visor's time.
/// </summary>
internal sealed class Births
{
    private const int StartTimeAfterName = 22 - 3;
    private const int TicksPerSecond = 100;

    private readonly Dictionary<int, TimeSpan> _births = [];

    /// <summary>Notes the cores that live. To be asked often enough to see each of them alive.</summary>
    public void Look(IEnumerable<LedgerLine> ledger)
    {
        foreach (var start in ledger.Where(l => l.IsCore && l.Event is "start" && !_births.ContainsKey(l.Pid)))
        {
            if (OfLiving(start.Pid) is { } birth)
                _births[start.Pid] = birth;
        }
    }

    /// <returns>CLOCK_MONOTONIC, or null if it was never seen alive.</returns>
    public TimeSpan? Of(int pid) => _births.TryGetValue(pid, out var birth) ? birth : null;

    private static TimeSpan? OfLiving(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            // The name before it may hold anything.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            // The end of that hundredth: the kernel has cut off the rest.
            var tick = long.Parse(fields[StartTimeAfterName], CultureInfo.InvariantCulture) + 1;
            return TimeSpan.FromSeconds((double)tick / TicksPerSecond) - Native.TimeAsleep();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has gone meanwhile.
            return null;
        }
    }
}
