using System.Globalization;

namespace Visor.Processes;

/// <summary>The part of <c>/proc/PID/stat</c> (proc_pid_stat(5)) that tells who a process is and whether it lives.</summary>
internal sealed record ProcessStat(int Pid, char State, int Parent, int ProcessGroup, int Session, ulong StartTime)
{
    /// <summary>A zombie has ended: it only waits for its parent to take notice, which not every PID 1 does.</summary>
    public bool Lives => State is not ('Z' or 'X' or 'x');

    public static ProcessStat? Parse(string text)
    {
        // The command stands in parentheses and may hold any character, also spaces and parentheses.
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var close = text.LastIndexOf(')');
        if (open < 1 || close < open)
            return null;

        var after = text[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return after.Length > 19
            && int.TryParse(text.AsSpan(0, open).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            && int.TryParse(after[1], NumberStyles.None, CultureInfo.InvariantCulture, out var parent)
            && int.TryParse(after[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var group)
            && int.TryParse(after[3], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var session)
            && ulong.TryParse(after[19], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
                ? new ProcessStat(pid, after[0][0], parent, group, session, start)
                : null;
    }
}
