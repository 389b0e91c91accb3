using System.Globalization;

namespace Visor.EndToEnd.Harness.Tracing;

/// <summary>A Visor whose calls are counted.</summary>
internal sealed class TracedVisor(TestProcess process, string list)
{
    private const string Struck = "struck ";

    public TestProcess Process => process;

    /// <summary>The calls so far, each with its number.</summary>
    public IReadOnlyList<string> Calls => [.. Lines.Where(l => !l.StartsWith(Struck, StringComparison.Ordinal))];

    /// <summary>The call that was struck; null: none yet.</summary>
    public string? StruckAt =>
        Lines.FirstOrDefault(l => l.StartsWith(Struck, StringComparison.Ordinal)) is { } line
            ? Calls[int.Parse(line[Struck.Length..], CultureInfo.InvariantCulture) - 1]
            : null;

    // A line that is just being written has no end.
    private IReadOnlyList<string> Lines =>
        !File.Exists(list) ? [] : File.ReadAllText(list) is var text ? text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];
}
