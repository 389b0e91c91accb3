using System.Globalization;

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

    /// <summary>The living processes that have <paramref name="file"/> open. Other users' are only seen with the rights for it.</summary>
    public static IReadOnlyList<int> HoldersOf(string file)
    {
        var path = RealPath(file);
        return [.. Pids().Where(pid => pid != Environment.ProcessId && Holds(pid, path) && Stat(pid) is { Lives: true })];
    }

    /// <summary>Those of the holders that have locked <paramref name="file"/>, and not only opened it to try (proc_pid_fdinfo(5)).</summary>
    public static IReadOnlyList<int> LockersOf(string file)
    {
        var path = RealPath(file);
        return [.. HoldersOf(file).Where(pid => IsLocker(pid, path))];
    }

    /// <summary>Whether a process has locked <paramref name="file"/>.</summary>
    public static bool IsLockerOf(int pid, string file) => IsLocker(pid, RealPath(file));

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
    public static TimeSpan AgeOf(ulong startTime)
    {
        var uptime = double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture);
        return TimeSpan.FromSeconds(Math.Max(0, uptime - (startTime / 100.0)));
    }

    /// <summary>The command line, for people: arguments joined by spaces, at most 200 characters.</summary>
    public static string CommandOf(int pid) => PlainText.Excerpt(CommandLine(pid).TrimEnd('\0').Replace('\0', ' '), 200);

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

    // As the kernel names it in /proc/PID/fd: a path that leads through links would not be found there.
    private static string RealPath(string file)
    {
        // Not by File.Open, which would take a flock of its own.
        using var handle = Native.Open(file, Native.O_RDONLY | Native.O_CLOEXEC, 0);
        return handle.IsInvalid ? Path.GetFullPath(file) : new FileInfo($"/proc/self/fd/{handle.DangerousGetHandle()}").LinkTarget ?? file;
    }

    private static IEnumerable<int> Pids()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
                yield return pid;
        }
    }

    /// <summary>Whether a process has <paramref name="file"/> open.</summary>
    public static bool IsHolder(int pid, string file) => Holds(pid, RealPath(file));

    private static bool IsLocker(int pid, string path) => DescriptorsOf(pid, path).Exists(descriptor => IsLocked(pid, descriptor));

    private static bool Holds(int pid, string path) => DescriptorsOf(pid, path).Count > 0;

    private static List<string> DescriptorsOf(int pid, string path)
    {
        List<string> found = [];
        try
        {
            foreach (var descriptor in Directory.EnumerateFileSystemEntries($"/proc/{pid}/fd"))
            {
                if (string.Equals(new FileInfo(descriptor).LinkTarget, path, StringComparison.Ordinal))
                    found.Add(Path.GetFileName(descriptor));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            found.Clear(); // It ended, or is another user's.
        }

        return found;
    }

    private static bool IsLocked(int pid, string descriptor)
    {
        try
        {
            return File.ReadLines($"/proc/{pid}/fdinfo/{descriptor}").Any(l => l.StartsWith("lock:", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // It ended, or has closed it.
        }
    }
}
