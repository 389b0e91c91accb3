using System.Buffers.Text;

namespace Visor.Processes;

/// <summary>What a process and everything in the session it leads use of the machine (proc_pid_stat(5)).</summary>
/// <param name="ResidentBytes">Memory that is in RAM; pages that several processes share are counted for each.</param>
/// <param name="Cpu">
/// Time on the processors since its start, with that of children that have ended and been waited for, so that it never falls.
/// </param>
internal sealed record ProcessUsage(long ResidentBytes, TimeSpan Cpu)
{
    // The name takes at most 64 bytes, each of some fifty numbers at most 20.
    private const int StatSize = 2048;

    // Fields as proc_pid_stat(5) numbers them.
    private const int Session = 6;
    private const int FirstTime = 14;
    private const int LastTime = 17;
    private const int Resident = 24;

    // USER_HZ: user space sees 100 ticks a second whatever the kernel counts in (time(7)).
    private const long TicksPerClockTick = TimeSpan.TicksPerSecond / 100;

    /// <summary>Reads the process table once.</summary>
    /// <param name="leaders">The pids of processes that lead a session, such as every process Visor has started.</param>
    /// <returns>In their order; null where nothing of the session is there any more.</returns>
    /// <exception cref="IOException">The process table cannot be read, for instance because too many files are open.</exception>
    public static ProcessUsage?[] OfSessions(params ReadOnlySpan<int> leaders)
    {
        var sums = new Sum[leaders.Length];
        Span<byte> buffer = stackalloc byte[StatSize];
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            // The others are no processes: /proc/sys, /proc/fs and so on.
            if (!char.IsAsciiDigit(folder["/proc/".Length]))
                continue;
            var stat = buffer[..Read(folder + "/stat", buffer)];
            var session = Field(stat, Session);
            if (session <= 0)
                continue; // Threads of the kernel have none.
            if (leaders.IndexOf((int)session) is >= 0 and var of)
                sums[of].Add(stat);
        }

        return [.. sums.Select(sum => sum.Usage)];
    }

    private static int Read(string file, Span<byte> buffer)
    {
        try
        {
            // Sharing with everybody spares a lock that means nothing here.
            using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return RandomAccess.Read(handle, buffer, fileOffset: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0; // It ended while we looked.
        }
    }

    /// <returns>-1 if there is no such field.</returns>
    private static long Field(ReadOnlySpan<byte> stat, int number)
    {
        // The name, field 2, stands in parentheses and may hold any character; field 3 follows a blank.
        var rest = stat[(stat.LastIndexOf((byte)')') + 1)..];
        for (var skipped = 2; skipped < number; skipped++)
        {
            var blank = rest.IndexOf((byte)' ');
            if (blank < 0)
                return -1;
            rest = rest[(blank + 1)..];
        }

        return Utf8Parser.TryParse(rest, out long value, out _) ? value : -1;
    }

    private struct Sum
    {
        private bool _isThere;
        private long _pages;
        private long _clockTicks;

        public readonly ProcessUsage? Usage =>
            _isThere ? new ProcessUsage(_pages * Environment.SystemPageSize, TimeSpan.FromTicks(_clockTicks * TicksPerClockTick)) : null;

        public void Add(ReadOnlySpan<byte> stat)
        {
            _isThere = true;
            _pages += Math.Max(0, Field(stat, Resident));
            for (var time = FirstTime; time <= LastTime; time++)
                _clockTicks += Math.Max(0, Field(stat, time));
        }
    }
}
