using System.Globalization;

namespace Visor.SimulatedNode.Processes;

/// <summary>What the system says of a process. Pid and start time together are one process and no other.</summary>
internal static class SystemLook
{
    public static ulong OwnStartTime { get; } = At(Environment.ProcessId)?.StartTime ?? 0;

    /// <summary>A zombie has ended, whether or not its parent has noticed.</summary>
    public static bool Lives(int pid, ulong startTime) => At(pid) is { State: not ('Z' or 'X') } look && look.StartTime == startTime;

    private static (char State, ulong StartTime)? At(int pid)
    {
        try
        {
            // The command stands in parentheses and may hold anything; what follows it are fields 3 and up of proc(5).
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], ulong.Parse(fields[19], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // Gone, or not to be seen.
        }
    }
}
