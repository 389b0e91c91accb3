using System.Globalization;

namespace Visor.Checking;

/// <summary>The limits of a process, <c>/proc/PID/limits</c> (proc_pid_limits(5)).</summary>
internal static class ProcessLimits
{
    /// <param name="text">The content of the file.</param>
    /// <param name="name">Such as <c>Max open files</c>.</param>
    /// <returns>The soft limit; null: unlimited, or not listed.</returns>
    public static ulong? Soft(string text, string name)
    {
        var line = text.Split('\n').FirstOrDefault(l => l.StartsWith(name + " ", StringComparison.Ordinal));
        return line?[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var soft, ..]
            && ulong.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
                ? limit
                : null;
    }
}
