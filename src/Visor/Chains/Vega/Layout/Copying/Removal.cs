namespace Visor.Chains.Vega.Layout.Copying;

/// <summary>Takes pieces out of a list so that no empty line and no double blank tells where they were.</summary>
internal static class Removal
{
    /// <param name="gone">In the order of the text.</param>
    public static IEnumerable<TextEdit> Plan(string text, IEnumerable<TomlSpan> gone)
    {
        var goes = new HashSet<int>();
        foreach (var span in gone)
            goes.UnionWith(Enumerable.Range(span.Start, span.End - span.Start));

        var places = goes.Order().ToList();
        foreach (var place in places)
            Tidy(text, place, goes);

        var all = goes.Order().ToList();
        for (var first = 0; first < all.Count;)
        {
            var next = first + 1;
            while (next < all.Count && all[next] == all[next - 1] + 1)
                next++;
            yield return new TextEdit(all[first], all[next - 1] + 1, "");
            first = next;
        }
    }

    private static void Tidy(string text, int place, HashSet<int> goes)
    {
        if (goes.Contains(place - 1) && goes.Contains(place + 1))
            return; // In the midst of a piece.
        var before = place;
        while (before > 0 && (goes.Contains(before - 1) || IsBlank(text[before - 1])))
            before--;
        var after = place + 1;
        while (after < text.Length && (goes.Contains(after) || IsBlank(text[after])))
            after++;

        var startsLine = before == 0 || text[before - 1] == '\n';
        var endsLine = after == text.Length || text[after] is '\n' or '\r';
        if (startsLine && endsLine)
            goes.UnionWith(Enumerable.Range(before, LineEnd(text, after) - before));
        else if (endsLine || text[after] == ']' || (text[after] == '#' && !startsLine))
            goes.UnionWith(Blanks(text, before, place));
        else
            goes.UnionWith(Blanks(text, place, after));
    }

    private static IEnumerable<int> Blanks(string text, int start, int end) =>
        Enumerable.Range(start, end - start).Where(place => IsBlank(text[place]));

    private static int LineEnd(string text, int place)
    {
        var end = text.IndexOf('\n', place);
        return end < 0 ? text.Length : end + 1;
    }

    private static bool IsBlank(char letter) => letter is ' ' or '\t';
}
