using System.Buffers.Text;
using System.Globalization;

namespace Visor.Processes;

/// <summary>What a process and everything in the session it leads use of the machine (proc_pid_stat(5)).</summary>
/// <param name="ResidentBytes">Memory that is in RAM; pages that several processes share are counted for each.</param>
/// <param name="Cpu">
/// Time on the processors since its start, with that of children that have ended and been waited for, so that it hardly ever falls.
/// </param>
internal sealed record ResourceUsage(long ResidentBytes, TimeSpan Cpu)
{
    // The name takes at most 64 bytes, each of some fifty numbers at most 20.
    private const int StatSize = 2048;

    // Fields as proc_pid_stat(5) numbers them.
    private const int State = 3;
    private const int Session = 6;
    private const int FirstTime = 14;
    private const int LastTime = 17;
    private const int Start = 22;
    private const int Resident = 24;

    // USER_HZ: user space sees 100 ticks a second whatever the kernel counts in (time(7)).
    private const long TicksPerClockTick = TimeSpan.TicksPerSecond / 100;

    /// <summary>Reads the process table once.</summary>
    /// <param name="leaders">
    /// Processes that lead a session, such as every process Visor has started, each with its start time in clock ticks after boot, which tells it from a later one of that pid.
    /// </param>
    /// <returns>In their order; null where the process has ended, whatever it has left behind.</returns>
    /// <exception cref="IOException">The process table cannot be read, for instance because too many files are open.</exception>
    public static ResourceUsage?[] OfSessions(params ReadOnlySpan<(int Pid, ulong StartTime)> leaders)
    {
        var sums = new Sum[leaders.Length];
        Span<byte> buffer = stackalloc byte[StatSize];
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            // The others are no processes: /proc/sys, /proc/fs and so on.
            if (!int.TryParse(folder.AsSpan("/proc/".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
                continue;
            var stat = buffer[..Read(folder + "/stat", buffer)];
            var session = Field(stat, Session);
            for (var i = 0; i < leaders.Length; i++)
            {
                if (leaders[i].Pid == session)
                    sums[i].Add(stat, isLeader: pid == session && Lives(stat) && (ulong)Field(stat, Start) == leaders[i].StartTime);
            }
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

    private static bool Lives(ReadOnlySpan<byte> stat) => Rest(stat, State) is [not ((byte)'Z' or (byte)'X' or (byte)'x'), ..];

    /// <returns>-1 if there is no such field.</returns>
    private static long Field(ReadOnlySpan<byte> stat, int number) => Utf8Parser.TryParse(Rest(stat, number), out long value, out _) ? value : -1;

    /// <returns>What begins with this field; empty if there is none.</returns>
    private static ReadOnlySpan<byte> Rest(ReadOnlySpan<byte> stat, int number)
    {
        // The name, field 2, stands in parentheses and may hold any character; field 3 follows a blank.
        var rest = stat[(stat.LastIndexOf((byte)')') + 1)..];
        for (var skipped = 2; skipped < number; skipped++)
        {
            var blank = rest.IndexOf((byte)' ');
            if (blank < 0)
                return [];
            rest = rest[(blank + 1)..];
        }

        return rest;
    }

    private struct Sum
    {
        private bool _hasLeader;
        private long _pages;
        private long _clockTicks;

        public readonly ResourceUsage? Usage =>
            _hasLeader ? new ResourceUsage(_pages * Environment.SystemPageSize, TimeSpan.FromTicks(_clockTicks * TicksPerClockTick)) : null;

        public void Add(ReadOnlySpan<byte> stat, bool isLeader)
        {
            _hasLeader |= isLeader;
            _pages += Math.Max(0, Field(stat, Resident));
            for (var time = FirstTime; time <= LastTime; time++)
                _clockTicks += Math.Max(0, Field(stat, time));
        }
    }
}
