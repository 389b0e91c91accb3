namespace Visor.Systemd;

/// <summary>The unit that a process belongs to, by its control group: systemd names the group after the unit.</summary>
/// <param name="Name">With its suffix, such as <c>visor.service</c>.</param>
/// <param name="IsOfUser">Whether it belongs to the service manager of a user.</param>
internal sealed record OwnUnit(string Name, bool IsOfUser)
{
    private const string Suffix = ".service";

    public string RestartCommand => $"systemctl {(IsOfUser ? "--user " : "")}restart {Name[..^Suffix.Length]}";

    /// <returns>Null: it belongs to none, or that cannot be known.</returns>
    public static OwnUnit? OfThisProcess()
    {
        try
        {
            return Parse(File.ReadAllText("/proc/self/cgroup"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <param name="groups">The content of <c>/proc/PID/cgroup</c>: lines of <c>number:controllers:path</c>, cgroups(7).</param>
    public static OwnUnit? Parse(string groups)
    {
        foreach (var line in groups.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(':', 3);
            if (parts is not [_, "" or "name=systemd", var path])
                continue;
            var folders = path.Split('/', StringSplitOptions.RemoveEmptyEntries);

            // A unit may have groups of its own below it; the innermost unit is the one.
            var at = Array.FindLastIndex(folders, f => f.EndsWith(Suffix, StringComparison.Ordinal) && f.Length > Suffix.Length);
            if (at >= 0 && !folders[at].StartsWith("user@", StringComparison.Ordinal) && folders[at].All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@'))
                return new OwnUnit(folders[at], folders[..at].Any(f => f.StartsWith("user@", StringComparison.Ordinal)));
        }

        return null;
    }
}
