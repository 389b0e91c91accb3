using System.Text.Json;

namespace Visor.EndToEnd.Harness;

/// <summary>What Visor has written into <c>.visor/journal.jsonl</c>, as anybody could read it.</summary>
internal sealed class JournalReport(string home)
{
    private readonly string _path = Path.Combine(home, ".visor", "journal.jsonl");

    public IReadOnlyList<JsonElement> Entries => [.. JsonLines.Read<JsonElement>(_path).Select(line => line.GetProperty("entry"))];

    /// <summary>The entries of a type about a release.</summary>
    public int Count(string type, string tag) => Entries.Count(e => Is(e, "type", type) && Is(e, "tag", tag));

    /// <summary>How often this release has become due. A due upgrade has a line for each thing that it then waits for.</summary>
    public int BecameDue(string tag) => BecameDue(Entries, tag);

    /// <inheritdoc cref="BecameDue(string)"/>
    public static int BecameDue(IEnumerable<JsonElement> entries, string tag)
    {
        var (count, isDue) = (0, false);
        foreach (var entry in entries)
        {
            if (Is(entry, "type", "due") && Is(entry, "tag", tag))
                (count, isDue) = (isDue ? count : count + 1, true);
            else if (DueEnds.Any(type => Is(entry, "type", type)))
                isDue = false;
        }

        return count;
    }

    public bool Has(string type, string tag) => Count(type, tag) > 0;

    /// <summary>After these an upgrade is no longer due.</summary>
    private static readonly string[] DueEnds = ["activated", "witnessed", "obeyed", "selected"];

    public override string ToString() => string.Join('\n', Entries);

    private static bool Is(JsonElement entry, string property, string value) =>
        entry.TryGetProperty(property, out var found) && found.ValueEquals(value);
}
