namespace Visor.Processes;

/// <summary>What tells this boot of the machine from all others: <c>/proc/sys/kernel/random/boot_id</c>.</summary>
internal static class BootId
{
    /// <summary>
    /// In the place of what cannot be read, where <c>/proc</c> shows processes alone (systemd's ProcSubset=pid, some containers). Equal to none, so that
    /// only pid, start time and pid namespace tell one process from another then.
    /// </summary>
    public const string Unknown = "";

    public static string Read()
    {
        try
        {
            return File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unknown;
        }
    }

    /// <summary>The same for what must not outlive this boot: where it cannot be read, what tells this Visor from all others.</summary>
    public static string ReadOrOfThisProcess() =>
        Read() is { Length: > 0 } boot ? boot : $"process {Environment.ProcessId} {ProcessTable.Stat(Environment.ProcessId)?.StartTime}";

    /// <summary>Whether both can be of the same boot.</summary>
    public static bool MayBeSame(string one, string other) =>
        one.Length == 0 || other.Length == 0 || string.Equals(one, other, StringComparison.Ordinal);
}
