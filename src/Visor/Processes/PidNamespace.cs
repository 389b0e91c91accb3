namespace Visor.Processes;

/// <summary>In which pids count, such as <c>pid:[4026531836]</c>: those of one container mean nothing in another.</summary>
internal static class PidNamespace
{
    /// <summary>The one of the machine itself: PROC_PID_INIT_INO of Linux.</summary>
    public const string OfMachine = "pid:[4026531836]";

    /// <returns>Empty: it cannot be seen.</returns>
    public static string Read() => new FileInfo("/proc/self/ns/pid").LinkTarget ?? "";
}
