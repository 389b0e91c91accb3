using System.Text.Json;

namespace Visor.Demo;

/// <summary>One node: the home of its Visor, the home of its processes, and what can be read there.</summary>
internal sealed class DemoNode(string name, string folder, bool hasDataNode)
{
    public string Name => name;

    public bool HasDataNode => hasDataNode;

    /// <summary>Home of Visor.</summary>
    public string Home { get; } = Path.Combine(folder, "visor");

    /// <summary>Home of core and data node.</summary>
    public string ChainHome { get; } = Path.Combine(folder, "vega");

    public string LogFile { get; } = Path.Combine(folder, "visor.log");

    public IReadOnlyList<LedgerLine> Ledger => LedgerLine.Read(Path.Combine(ChainHome, "ledger.jsonl"));

    public NodeView Look()
    {
        var ledger = Ledger;
        return new NodeView(
            name + (hasDataNode ? " + data node" : ""),
            ledger.LastOrDefault(l => l.IsCore && l.Event is "start")?.Release ?? "",
            Number(Path.Combine(ChainHome, "state.json"), "height"),
            StateInVisorsWords() ?? "",
            [.. Network.Steps.Skip(1).Select(s => DowntimeBefore(s.Release, ledger))]);
    }

    /// <summary>From the last act of the core before to the first of this release's, or null.</summary>
    private static TimeSpan? DowntimeBefore(string release, IReadOnlyList<LedgerLine> ledger)
    {
        var start = ledger.FirstOrDefault(l => l.IsCore && l.Is("start", release));
        var end = start is null ? null : ledger.LastOrDefault(l => l.IsCore && l.IsEnd && l.MonotonicNs < start.MonotonicNs);
        return end is null ? null : TimeSpan.FromMicroseconds((start!.MonotonicNs - end.MonotonicNs) / 1000.0);
    }

    private string? StateInVisorsWords() => Read(
        Path.Combine(Home, ".visor", "status.json"),
        root => root.TryGetProperty("node", out var node) && node.TryGetProperty("state", out var state) ? state.GetString() : null);

    private static long Number(string path, string name) =>
        Read(path, root => root.TryGetProperty(name, out var number) ? (long?)number.GetInt64() : null) ?? 0;

    /// <summary>Both files are replaced by a rename: they are there and whole, or not there.</summary>
    private static T? Read<T>(string path, Func<JsonElement, T?> read)
    {
        if (!File.Exists(path))
            return default;
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return read(document.RootElement);
    }
}
