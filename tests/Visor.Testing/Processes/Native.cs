using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace Visor.Testing.Processes;

/// <summary>What only libc does for the tests, the demo and the benchmarks.</summary>
internal static unsafe partial class Native
{
    public const int SigHup = 1;
    public const int SigInt = 2;
    public const int SigKill = 9;
    public const int SigUsr1 = 10;
    public const int SigUsr2 = 12;
    public const int SigAlrm = 14;
    public const int SigTerm = 15;
    public const int SigCont = 18;
    public const int SigStop = 19;

    private const int ClockMonotonic = 1;
    private const int ClockBootTime = 7;

    /// <summary>How long this machine has slept since it was booted: what CLOCK_BOOTTIME counts and CLOCK_MONOTONIC does not.</summary>
    public static TimeSpan TimeAsleep() => TimeSpan.FromMicroseconds((Nanoseconds(ClockBootTime) - Nanoseconds(ClockMonotonic)) / 1000.0);

    /// <summary>CPU time of another process in nanoseconds, its ended threads included: the clock of clock_getcpuclockid(3).</summary>
    public static long CpuTime(int pid)
    {
        int clock;
        return ClockGetCpuClockId(pid, &clock) == 0 ? Nanoseconds(clock) : throw new InvalidOperationException($"process {pid} has no clock");
    }

    private static long Nanoseconds(int clock)
    {
        var now = stackalloc long[2]; // struct timespec
        return ClockGetTime(clock, now) == 0
            ? (now[0] * 1_000_000_000) + now[1]
            : throw new InvalidOperationException($"clock {clock} cannot be read");
    }

    /// <summary>kill(2)</summary>
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    /// <summary>signal(2)</summary>
    [LibraryImport("libc", EntryPoint = "signal")]
    public static partial nint Signal(int signal, nint handler);

    /// <summary>link(2)</summary>
    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Link(string existing, string path);

    /// <summary>mkfifo(3)</summary>
    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakePipe(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "clock_getcpuclockid")]
    private static partial int ClockGetCpuClockId(int pid, int* clock);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, long* time);
}
