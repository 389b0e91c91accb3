namespace Visor.Configuration;

/// <summary>Finds the most likely name for a mistyped one.</summary>
internal static class NameSuggestion
{
    /// <summary>Letters that somebody types who thinks that the rest goes without saying.</summary>
    private const int MinPrefixChars = 3;

    /// <returns>Null: none is near enough to be worth a mention.</returns>
    public static string? Find(string typed, IEnumerable<string> names)
    {
        // Hostile input may be long, and the distance costs its square; no name of Visor is nearly this long.
        if (typed.Length > 64)
            return null;
        var known = names.ToList();
        if (Plain(typed).Length >= MinPrefixChars && known.FindAll(name => Plain(name).StartsWith(Plain(typed), StringComparison.Ordinal)) is [var only])
            return only;
        var (nearest, distance) = known
            .Select(name => (Name: name, Distance: Distance(Plain(typed), Plain(name))))
            .DefaultIfEmpty((Name: "", Distance: int.MaxValue))
            .MinBy(candidate => candidate.Distance);
        return distance <= Math.Max(1, Math.Min(typed.Length, nearest.Length) / 3) ? nearest : null;
    }

    private static string Plain(string name) => name.Trim('-').ToUpperInvariant();

    // Damerau-Levenshtein with adjacent swaps: what people mistype are single letters and two in the wrong order.
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1][];
        for (var i = 0; i <= a.Length; i++)
            rows[i] = [i, .. new int[b.Length]];
        for (var j = 0; j <= b.Length; j++)
            rows[0][j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i][j] = Math.Min(change, 1 + Math.Min(rows[i - 1][j], rows[i][j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    rows[i][j] = Math.Min(rows[i][j], rows[i - 2][j - 2] + 1);
            }
        }

        return rows[a.Length][b.Length];
    }
}
