namespace Visor.Platform;

/// <summary>The mounts of this process, proc_pid_mountinfo(5).</summary>
internal static class MountTable
{
    /// <returns>Where the file system that holds a file is mounted, if nothing may be executed there (mount(8), noexec); else null.</returns>
    public static string? NoExecOf(string file)
    {
        try
        {
            return NoExecOf(RealPath(file), File.ReadLines("/proc/self/mountinfo"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <param name="path">Absolute, without links.</param>
    /// <param name="mounts">The lines of the file; of two at the same place the later one counts.</param>
    internal static string? NoExecOf(string path, IEnumerable<string> mounts)
    {
        string? place = null;
        var isForbidden = false;
        foreach (var fields in mounts.Select(line => line.Split(' ')).Where(fields => fields.Length > 5))
        {
            var point = Unescaped(fields[4]);
            if (!IsBelow(path, point) || point.Length < place?.Length)
                continue;
            place = point;
            isForbidden = fields[5].Split(',').Contains("noexec", StringComparer.Ordinal);
        }

        return isForbidden ? place : null;
    }

    private static string RealPath(string file)
    {
        // Not by File.Open, which would take a flock of its own.
        using var handle = Native.Open(file, Native.O_RDONLY | Native.O_CLOEXEC, 0);
        return handle.IsInvalid ? Path.GetFullPath(file) : new FileInfo($"/proc/self/fd/{handle.DangerousGetHandle()}").LinkTarget ?? file;
    }

    private static bool IsBelow(string path, string point) =>
        path.StartsWith(point, StringComparison.Ordinal) && (point is "/" || path.Length == point.Length || path[point.Length] == '/');

    private static string Unescaped(string point) => point
        .Replace("\\040", " ", StringComparison.Ordinal).Replace("\\011", "\t", StringComparison.Ordinal)
        .Replace("\\012", "\n", StringComparison.Ordinal).Replace("\\134", "\\", StringComparison.Ordinal);
}
