using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace Visor.Bench;

internal static unsafe partial class Native
{
    public const int SIGHUP = 1;
    public const int SIGKILL = 9;
    public const int SIGTERM = 15;

    /// <summary>CPU time of another process in nanoseconds, its ended threads included: the clock of clock_getcpuclockid(3).</summary>
    public static long CpuTime(int pid)
    {
        int clock;
        var now = stackalloc long[2]; // struct timespec
        if (ClockGetCpuClockId(pid, &clock) != 0 || ClockGetTime(clock, now) != 0)
            throw new InvalidOperationException($"the CPU time of process {pid} cannot be read");
        return (now[0] * 1_000_000_000) + now[1];
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "clock_getcpuclockid")]
    private static partial int ClockGetCpuClockId(int pid, int* clock);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, long* time);
}
