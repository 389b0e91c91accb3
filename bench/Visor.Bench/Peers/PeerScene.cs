namespace Visor.Bench.Peers;

/// <summary>The children of one run, all of them the stamping core, and a folder for what a tool needs. Deleted when it is disposed of.</summary>
internal sealed class PeerScene : IDisposable
{
    private PeerScene(Tools tools, int children, string[] arguments)
    {
        StampingCore = tools.StampingCore;
        Arguments = arguments;
        Folder = Directory.CreateDirectory(Path.Combine(tools.Folder, $"vp-{Environment.ProcessId}-{Random.Shared.Next(0x10000):x4}")).FullName;
        Stamps = [.. Enumerable.Range(0, children).Select(_ => new StampFile())];
    }

    public string Folder { get; }

    public string StampingCore { get; }

    /// <summary>What every child is given beyond its stamps and its socket.</summary>
    public string[] Arguments { get; }

    /// <summary>A file a child.</summary>
    public StampFile[] Stamps { get; }

    /// <summary>A command line a child.</summary>
    public IReadOnlyList<string[]> Commands =>
        [.. Stamps.Select((stamps, i) => (string[])[StampingCore, "start", "--stamps", stamps.Path, "--socket", Path.Combine(Folder, $"s{i}"), .. Arguments])];

    /// <summary>Two children that wait.</summary>
    public static PeerScene Quiet(Tools tools) => new(tools, 2, []);

    /// <summary>One that ends by itself so long after each start.</summary>
    public static PeerScene Crashing(Tools tools, string milliseconds) => new(tools, 1, ["--crash-after", milliseconds]);

    /// <summary>When the last of the children did it for the first time; null: one has not done it yet.</summary>
    /// <returns>Nanoseconds of CLOCK_MONOTONIC.</returns>
    public long? LastFirst(StampKind kind)
    {
        var first = Stamps.Select(s => s.Read().Where(r => r.Kind == kind).Select(r => (long?)r.Monotonic).FirstOrDefault()).ToList();
        return first.Contains(null) ? null : first.Max();
    }

    /// <summary>Writes an executable script that becomes a child.</summary>
    public static void WriteScript(string path, string[] command)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"#!/bin/sh\nexec {string.Join(' ', command.Select(word => $"'{word}'"))}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose()
    {
        foreach (var stamps in Stamps)
            stamps.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
