namespace Visor.Configuration;

/// <summary>What to say about a key that Visor does not know.</summary>
internal static class UnknownKey
{
    /// <param name="path">Dotted.</param>
    /// <param name="knownPaths">Dotted, every key of the file.</param>
    public static string Describe(string path, IReadOnlyList<string> knownPaths)
    {
        var (table, key) = Split(path);
        var inTable = knownPaths.SelectMany(Prefixes).Distinct(StringComparer.Ordinal).Where(p => string.Equals(Split(p).Table, table, StringComparison.Ordinal)).ToList();
        var elsewhere = knownPaths.FirstOrDefault(p => string.Equals(Split(p).Key, key, StringComparison.OrdinalIgnoreCase));
        if (elsewhere is not null)
            return $"is unknown here and ignored; {Split(elsewhere).Key} belongs {Where(Split(elsewhere).Table)}";
        if (NameSuggestion.Find(key, inTable.Select(p => Split(p).Key)) is { } near)
            return $"is unknown and ignored; did you mean {near}?";
        if (NameSuggestion.Find(key, knownPaths.Select(p => Split(p).Key)) is not { } far)
            return "is unknown and ignored";
        return $"is unknown and ignored; did you mean {far}, which belongs {Where(TableOf(far, knownPaths))}?";
    }

    private static string TableOf(string key, IEnumerable<string> paths) =>
        Split(paths.First(p => string.Equals(Split(p).Key, key, StringComparison.Ordinal))).Table;

    private static IEnumerable<string> Prefixes(string path)
    {
        for (var rest = path; rest.Length > 0; rest = Split(rest).Table)
            yield return rest;
    }

    private static string Where(string table) => table.Length == 0 ? "at the top of the file, above the first [table]" : $"under [{table}]";

    private static (string Table, string Key) Split(string path)
    {
        var dot = path.LastIndexOf('.');
        return dot < 0 ? ("", path) : (path[..dot], path[(dot + 1)..]);
    }
}
