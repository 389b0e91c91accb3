using System.Diagnostics;
using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace Visor.Bench.Cosmos;

/// <summary>When a process ends that is not a child of this one and may be killed without a word: pidfd_open(2).</summary>
internal static unsafe partial class ProcessEnd
{
    private const int PidfdOpen = 434;
    private const short PollIn = 1;

    /// <param name="pid">Of a process that still lives.</param>
    /// <returns>Nanoseconds of CLOCK_MONOTONIC.</returns>
    /// <exception cref="TimeoutException">It lives on.</exception>
    public static Task<long> Of(int pid, TimeSpan patience)
    {
        var descriptor = (int)Syscall(PidfdOpen, pid, 0);
        if (descriptor < 0)
            throw new InvalidOperationException($"process {pid} has gone before it could be watched");

        // A thread that does nothing but wait: one of the pool might be busy when it ends.
        return Task.Factory.StartNew(() => Await(pid, descriptor, patience), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private static long Await(int pid, int descriptor, TimeSpan patience)
    {
        var wanted = new PollDescriptor { Descriptor = descriptor, Events = PollIn };
        var ready = Poll(&wanted, 1, (int)patience.TotalMilliseconds);
        var now = Stopwatch.GetTimestamp();
        _ = Close(descriptor);
        return ready > 0 ? now : throw new TimeoutException($"process {pid} has not ended within {patience.TotalSeconds} s");
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Syscall(nint number, nint pid, nint flags);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(PollDescriptor* descriptors, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    /// <summary>struct pollfd</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
