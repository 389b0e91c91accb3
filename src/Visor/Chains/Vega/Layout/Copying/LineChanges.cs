using System.Collections.Immutable;

namespace Visor.Chains.Vega.Layout.Copying;

/// <summary>Shows edits as the lines that were and the lines that are, as diff(1) would: <c>- old</c>, <c>+ new</c>.</summary>
internal static class LineChanges
{
    /// <param name="edits">In the order of the text, none reaching into another.</param>
    public static ImmutableArray<string> Compute(string text, IReadOnlyList<TextEdit> edits)
    {
        var changes = ImmutableArray.CreateBuilder<string>();
        for (var next = 0; next < edits.Count;)
        {
            // Edits whose lines touch are one change.
            var first = next;
            var start = LineStart(text, edits[first].Start);
            var end = LineEnd(text, edits[first]);
            for (next++; next < edits.Count && LineStart(text, edits[next].Start) <= end; next++)
                end = Math.Max(end, LineEnd(text, edits[next]));

            var before = Lines(text[start..end]);
            var after = Lines(TextEdit.Apply(text, start, end, edits.Skip(first).Take(next - first)));
            var head = Same(before, after);
            var tail = Math.Min(Same(before.AsEnumerable().Reverse(), after.AsEnumerable().Reverse()), Math.Min(before.Length, after.Length) - head);
            changes.AddRange(before[head..^tail].Select(line => $"- {line}"));
            changes.AddRange(after[head..^tail].Select(line => $"+ {line}"));
        }

        return changes.ToImmutable();
    }

    private static int Same(IEnumerable<string> one, IEnumerable<string> other) =>
        one.Zip(other).TakeWhile(pair => string.Equals(pair.First, pair.Second, StringComparison.Ordinal)).Count();

    private static int LineStart(string text, int place) => place == 0 ? 0 : text.LastIndexOf('\n', place - 1) + 1;

    // Of the line in which the edit ends; a line that goes whole takes none of the next one with it.
    private static int LineEnd(string text, TextEdit edit)
    {
        if (edit.End > edit.Start && text[edit.End - 1] == '\n')
            return edit.End;
        var lineEnd = text.IndexOf('\n', edit.End);
        return lineEnd < 0 ? text.Length : lineEnd + 1;
    }

    private static string[] Lines(string text)
    {
        if (text.Length == 0)
            return [];
        var lines = (text.EndsWith('\n') ? text[..^1] : text).Split('\n');
        return Array.ConvertAll(lines, line => line.TrimEnd('\r'));
    }
}
