using System.Text.Json;

namespace Visor.Demo;

/// <summary>One node: the home of its Visor, the home of its processes, and what can be read there.</summary>
internal sealed class DemoNode(string name, string folder)
{
    private readonly Births _births = new();
    private readonly Dictionary<string, long> _downtimes = new(StringComparer.Ordinal);

    public string Name => name;

    public required int StopDelaySeconds { get; init; }

    public required bool HasDataNode { get; init; }

    /// <summary>Its operator has put the releases into their folders; otherwise Visor fetches them.</summary>
    public required bool IsPrepared { get; init; }

    /// <summary>Home of Visor.</summary>
    public string Home { get; } = Path.Combine(folder, "visor");

    /// <summary>Home of core and data node.</summary>
    public string ChainHome { get; } = Path.Combine(folder, "vega");

    public string LogFile { get; } = Path.Combine(folder, "visor.log");

    public IReadOnlyList<LedgerLine> Ledger => JsonLines.Read<LedgerLine>(Path.Combine(ChainHome, "ledger.jsonl"));

    public NodeView Look()
    {
        var ledger = Ledger;
        _births.Look(ledger);
        LookAtDowntime();
        return new NodeView(
            name + (HasDataNode ? " + data node" : IsPrepared ? ", prepared" : ""),
            ledger.LastOrDefault(l => l.IsCore && l.Event is "start")?.Release ?? "",
            Number(Path.Combine(ChainHome, "state.json"), "height"),
            InVisorsWords("node", "state") ?? "",
            InVisorsWords("upgrade", "state") is { } state ? $"{InVisorsWords("upgrade", "tag")} {state}" : "",
            [.. Network.Steps.Skip(1).Select(step => _downtimes.TryGetValue(step.Release, out var down) ? down : (long?)null)]);
    }

    public Gap? GapBefore(Step step) => Gap.Before(step.Release, Ledger, _births);

    // The status tells of the last upgrade alone.
    private void LookAtDowntime()
    {
        var last = Read(
            Path.Combine(Home, ".visor", "status.json"),
            root => root.TryGetProperty("lastUpgrade", out var upgrade) && upgrade.ValueKind is JsonValueKind.Object && upgrade.GetProperty("downtimeMs") is { ValueKind: JsonValueKind.Number } down
                ? (Tag: upgrade.GetProperty("tag").GetString()!, Down: down.GetInt64())
                : ((string Tag, long Down)?)null);
        if (last is { } known)
            _downtimes[known.Tag] = known.Down;
    }

    private string? InVisorsWords(string part, string name) => Read(
        Path.Combine(Home, ".visor", "status.json"),
        root => root.TryGetProperty(part, out var inside) && inside.ValueKind is JsonValueKind.Object && inside.TryGetProperty(name, out var word)
            ? word.GetString()
            : null);

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
