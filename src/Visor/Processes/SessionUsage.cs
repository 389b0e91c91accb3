using System.Globalization;

namespace Visor.Processes;

/// <summary>What a process and everything else in its session use (proc_pid_stat(5)).</summary>
/// <param name="Memory">Resident, in bytes; pages that several of them share count for each.</param>
/// <param name="Processor">Of those that live now, since each was started.</param>
internal sealed record SessionUsage(long Memory, TimeSpan Processor)
{
    // USER_HZ of Linux on every architecture that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <param name="leader">The pid of the process that leads the session.</param>
    /// <param name="startTime">What tells it from a later process of that pid, in clock ticks after boot.</param>
    /// <returns>Null: it has ended.</returns>
    public static SessionUsage? Read(int leader, ulong startTime)
    {
        if (ProcessTable.Stat(leader) is not { Lives: true } stat || stat.StartTime != startTime)
            return null;
        var (memory, ticks) = (0L, 0L);
        foreach (var pid in ProcessTable.MembersOf(leader))
        {
            var (pages, used) = Read(pid);
            memory += pages * Environment.SystemPageSize;
            ticks += used;
        }

        return new SessionUsage(memory, TimeSpan.FromSeconds(ticks / TicksPerSecond));
    }

    private static (long Pages, long Ticks) Read(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");

            // Fields 14, 15 and 24, counted from the state, which is field 3 and stands behind the command in parentheses.
            var after = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return after.Length > 21 ? (Number(after[21]), Number(after[11]) + Number(after[12])) : (0, 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (0, 0); // It ended while we looked, which is the answer.
        }
    }

    private static long Number(string field) => long.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
