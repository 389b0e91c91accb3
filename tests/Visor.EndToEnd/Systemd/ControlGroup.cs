namespace Visor.EndToEnd.Systemd;

/// <summary>
/// A control group of a machine's own, cgroups(7): systemd-nspawn puts what it starts below the group it was started in, and
/// two machines below the same one would end each other's processes. Disposing removes it; by then it must be empty.
/// </summary>
internal sealed class ControlGroup : IDisposable
{
    private readonly string? _folder;

    public ControlGroup(string name)
    {
        var (mount, own) = Own();
        var folder = $"{mount}{own.TrimEnd('/')}/{name}";
        try
        {
            Directory.CreateDirectory(folder);
            _folder = folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Where no groups can be made, one machine at a time has to be enough.
        }
    }

    /// <summary>What comes before a command line so that it runs in the group.</summary>
    public string[] Prefix => _folder is null ? [] : ["/bin/sh", "-c", "echo $$ >\"$0/cgroup.procs\" && exec \"$@\"", _folder];

    public void Dispose()
    {
        if (_folder is null)
            return;
        foreach (var folder in Directory.EnumerateDirectories(_folder, "*", SearchOption.AllDirectories).OrderByDescending(f => f.Length).Append(_folder))
            Directory.Delete(folder);
    }

    // The hierarchy that systemd works with: its own of version 1, or the one of version 2.
    private static (string Mount, string Path) Own()
    {
        var lines = File.ReadAllLines("/proc/self/cgroup");
        var named = Array.Find(lines, l => l.Contains(":name=systemd:", StringComparison.Ordinal));
        return named is not null
            ? ("/sys/fs/cgroup/systemd", named.Split(':', 3)[2])
            : ("/sys/fs/cgroup", Array.Find(lines, l => l.StartsWith("0::", StringComparison.Ordinal))?[3..] ?? "/");
    }
}
