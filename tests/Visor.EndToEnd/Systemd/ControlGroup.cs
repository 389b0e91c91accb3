namespace Visor.EndToEnd.Systemd;

/// <summary>
/// A control group of a machine's own, cgroups(7): systemd-nspawn puts what it starts below the group it was started in, and
/// two machines below the same one would end each other's processes. Disposing removes it; by then it must be empty.
/// </summary>
internal sealed class ControlGroup : IDisposable
{
    private readonly List<string> _folders = [];

    public ControlGroup(string name)
    {
        foreach (var own in Own())
        {
            var folder = $"{own.TrimEnd('/')}/{name}";
            try
            {
                Directory.CreateDirectory(folder);
                _folders.Add(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Where no groups can be made, one machine at a time has to be enough.
            }
        }
    }

    /// <summary>What comes before a command line so that it runs in the group.</summary>
    public string[] Prefix => _folders.Count == 0
        ? []
        : ["/bin/sh", "-c", $"{string.Concat(_folders.Select(folder => $"echo $$ >'{folder}/cgroup.procs' && "))}exec \"$0\" \"$@\""];

    public void Dispose()
    {
        foreach (var group in _folders)
        {
            foreach (var folder in Directory.EnumerateDirectories(group, "*", SearchOption.AllDirectories).OrderByDescending(f => f.Length).Append(group))
                Directory.Delete(folder);
        }
    }

    // The hierarchies that systemd works with: the one of version 2, or its own of version 1, beside which one of version 2 without controllers may stand.
    private static IEnumerable<string> Own()
    {
        var lines = File.ReadAllLines("/proc/self/cgroup");
        var unified = Array.Find(lines, l => l.StartsWith("0::", StringComparison.Ordinal))?[3..] ?? "/";
        if (Array.Find(lines, l => l.Contains(":name=systemd:", StringComparison.Ordinal)) is not { } named)
            return [$"/sys/fs/cgroup{unified}"];
        var both = new[] { $"/sys/fs/cgroup/systemd{named.Split(':', 3)[2]}", $"/sys/fs/cgroup/unified{unified}" };
        return both.Where(folder => File.Exists(Path.Combine(folder, "cgroup.procs")));
    }
}
