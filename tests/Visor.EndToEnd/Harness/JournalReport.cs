using System.Text.Json;

namespace Visor.EndToEnd.Harness;

/// <summary>What Visor has written into <c>.visor/journal.jsonl</c>, as anybody could read it.</summary>
internal sealed class JournalReport(string home)
{
    private readonly string _path = Path.Combine(home, ".visor", "journal.jsonl");

    public IReadOnlyList<JsonElement> Entries => [.. JsonLines.Read<JsonElement>(_path).Select(line => line.GetProperty("entry"))];

    /// <summary>The entries of a type about a release.</summary>
    public int Count(string type, string tag) => Entries.Count(e => Is(e, "type", type) && Is(e, "tag", tag));

    public bool Has(string type, string tag) => Count(type, tag) > 0;

    public override string ToString() => string.Join('\n', Entries);

    private static bool Is(JsonElement entry, string property, string value) =>
        entry.TryGetProperty(property, out var found) && found.ValueEquals(value);
}
