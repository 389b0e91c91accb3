using System.Globalization;
using Visor.Model;
using Visor.Platform;
using Visor.Platform.Files;

namespace Visor.Processes;

/// <summary>The kernel's process table, as <c>/proc</c> shows it.</summary>
internal static class ProcessTable
{
    /// <summary>The living members of the process group and the session that a process leads or has led.</summary>
    public static IReadOnlyList<int> MembersOf(int leader) =>
        [.. Pids().Where(pid => Stat(pid) is { Lives: true } stat && (stat.ProcessGroup == leader || stat.Session == leader))];

    /// <summary>The living children of a process.</summary>
    public static IReadOnlyList<int> ChildrenOf(int parent) =>
        [.. Pids().Where(pid => Stat(pid) is { Lives: true } stat && stat.Parent == parent)];

    /// <summary>Its parent, that one's parent, and so on.</summary>
    public static IEnumerable<int> AncestorsOf(int pid)
    {
        for (var parent = Stat(pid)?.Parent; parent is > 1 and var ancestor; parent = Stat(ancestor)?.Parent)
            yield return ancestor;
    }

    /// <summary>
    /// The living processes that have locked <paramref name="file"/> by flock(2), and not only opened it to try or to read. Other users' are only seen with
    /// the rights for it.
    /// </summary>
    public static IReadOnlyList<int> LockersOf(string file) => KernelName.Read(file) is not { } name
        ? []
        : [.. Pids().Where(pid => pid != Environment.ProcessId && HasLocked(pid, name) && Stat(pid) is { Lives: true })];

    /// <summary>Whether a process has locked <paramref name="file"/>.</summary>
    public static bool IsLockerOf(int pid, string file) => KernelName.Read(file) is { } name && HasLocked(pid, name);

    /// <summary>
    /// The living processes that have taken a lock on one of <paramref name="files"/>, by flock(2) or fcntl(2), other users' too (proc_locks(5)). For people alone: a lock may have been
    /// passed on since, and the number given to another.
    /// </summary>
    public static IReadOnlyList<int> TakersOf(params IReadOnlyList<string> files)
    {
        try
        {
            // The kernel stops all locking while it lists the locks, and takes milliseconds for it: once for all files.
            IReadOnlyList<string> names = [.. files.Select(KernelName.Read).OfType<string>()];
            return names.Count == 0 ? [] : [.. File.ReadLines("/proc/locks")
                .Where(l => IsOfFile(l) && names.Any(name => l.Contains($" {name} ", StringComparison.Ordinal)) && !l.Contains("->", StringComparison.Ordinal))
                .Select(l => int.TryParse(l.Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(4), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
                .Where(pid => pid > 0 && pid != Environment.ProcessId && Stat(pid) is { Lives: true }).Distinct()];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // Hidden by whoever made this container.
        }
    }

    // flock(2), and both kinds of fcntl(2); leases are none.
    private static bool IsOfFile(string line) =>
        line.Contains(" FLOCK ", StringComparison.Ordinal) || line.Contains(" POSIX ", StringComparison.Ordinal) || line.Contains(" OFDLCK ", StringComparison.Ordinal);

    public static ProcessStat? Stat(int pid)
    {
        try
        {
            return ProcessStat.Parse(File.ReadAllText($"/proc/{pid}/stat"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // It ended while we looked, which is the answer.
        }
    }

    /// <summary>The arguments it was started with, <c>argv[0]</c> first; empty: it has ended, or is another user's.</summary>
    public static IReadOnlyList<string> ArgumentsOf(int pid)
    {
        // Each is ended by a zero byte, so an empty one at the end is a zero byte more.
        var line = CommandLine(pid);
        return line.Length == 0 ? [] : (line.EndsWith('\0') ? line[..^1] : line).Split('\0');
    }

    /// <summary>How long ago a process was started.</summary>
    /// <param name="startTime">In clock ticks after boot, of which user space sees 100 a second (time(7)).</param>
    /// <remarks>By the clock that <c>/proc/uptime</c> shows too (clock_gettime(2)): that file may be hidden.</remarks>
    public static unsafe TimeSpan AgeOf(ulong startTime)
    {
        var time = stackalloc long[2];
        if (Native.ClockGettime(Native.CLOCK_BOOTTIME, time) != 0)
            return TimeSpan.Zero;
        var age = time[0] + (time[1] / 1e9) - (startTime / 100.0);
        return TimeSpan.FromSeconds(Math.Max(0, age));
    }

    /// <summary>The command line, for people: arguments joined by spaces, at most 200 characters.</summary>
    public static string CommandOf(int pid) => PlainText.Excerpt(CommandLine(pid).TrimEnd('\0').Replace('\0', ' '), 200);

    /// <summary>The name that the kernel has for it (proc_pid_comm(5)).</summary>
    /// <returns>Null: there is no such process, or it is hidden.</returns>
    public static string? NameOf(int pid)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/comm")).TrimEnd('\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>Every process that can be seen; none where <c>/proc</c> is hidden.</summary>
    public static IEnumerable<int> All()
    {
        try
        {
            return [.. Pids()];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The files that a process holds locked by flock(2), by the names the kernel knows them by; empty: none, or it is another user's.</summary>
    /// <param name="isMeant">Asked of each name before the kernel is asked for its locks.</param>
    public static IReadOnlyList<string> LockedBy(int pid, Func<string, bool> isMeant)
    {
        try
        {
            return [.. new DirectoryInfo($"/proc/{pid}/fd").EnumerateFileSystemInfos()
                .Where(f => IsFile(f) && isMeant(f.LinkTarget!) && IsLocked(pid, f.Name, name: null)).Select(f => f.LinkTarget!)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<int> Pids()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
                yield return pid;
        }
    }

    private static bool HasLocked(int pid, string name)
    {
        try
        {
            return new DirectoryInfo($"/proc/{pid}/fd").EnumerateFileSystemInfos().Any(f => IsFile(f) && IsLocked(pid, f.Name, name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // It ended, or is another user's.
        }
    }

    // Most of what a node has open are sockets.
    private static bool IsFile(FileSystemInfo descriptor) => descriptor.LinkTarget?.StartsWith('/') == true;

    // proc_pid_fdinfo(5): "lock:	1: FLOCK  ADVISORY  READ 811 08:01:1234 0 EOF"
    private static bool IsLocked(int pid, string descriptor, string? name)
    {
        try
        {
            return File.ReadLines($"/proc/{pid}/fdinfo/{descriptor}").Any(l =>
                l.StartsWith("lock:", StringComparison.Ordinal) && l.Contains(" FLOCK ", StringComparison.Ordinal) && (name is null || l.Contains($" {name} ", StringComparison.Ordinal)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // It ended, or has closed it.
        }
    }
}
