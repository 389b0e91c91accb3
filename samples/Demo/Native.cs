using System.Runtime.InteropServices;

namespace Visor.Demo;

internal static unsafe partial class Native
{
    private const int ClockMonotonic = 1;
    private const int ClockBootTime = 7;

    /// <summary>kill(2)</summary>
    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Kill(int pid, int signal);

    /// <summary>How long this machine has slept since it was booted: what CLOCK_BOOTTIME counts and CLOCK_MONOTONIC does not.</summary>
    public static TimeSpan TimeAsleep() => Clock(ClockBootTime) - Clock(ClockMonotonic);

    private static TimeSpan Clock(int clock)
    {
        var now = stackalloc long[2]; // struct timespec
        return ClockGetTime(clock, now) == 0
            ? TimeSpan.FromSeconds(now[0]) + TimeSpan.FromMicroseconds(now[1] / 1000.0)
            : throw new InvalidOperationException($"clock {clock} cannot be read");
    }

    /// <summary>clock_gettime(2)</summary>
    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ClockGetTime(int clock, long* time);
}
