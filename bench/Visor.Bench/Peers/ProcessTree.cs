using System.Globalization;

namespace Visor.Bench.Peers;

/// <summary>What a process has started, and what that has (proc_pid_stat(5)).</summary>
internal static class ProcessTree
{
    /// <returns>The process itself first.</returns>
    public static IReadOnlyList<int> Of(int root)
    {
        var parents = Directory.EnumerateDirectories("/proc").Select(folder => ParentOf(Path.GetFileName(folder))).OfType<(int Pid, int Parent)>().ToLookup(p => p.Parent, p => p.Pid);
        List<int> tree = [root];
        for (var i = 0; i < tree.Count; i++)
            tree.AddRange(parents[tree[i]]);
        return tree;
    }

    public static string? Executable(int pid)
    {
        try
        {
            return File.ResolveLinkTarget($"/proc/{pid}/exe", returnFinalTarget: false)?.FullName;
        }
        catch (IOException)
        {
            return null; // It has ended.
        }
    }

    private static (int Pid, int Parent)? ParentOf(string name)
    {
        try
        {
            if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
                return null;
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return (pid, int.Parse(stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
