namespace Visor.Configuration;

/// <summary>The lines of a document, some of them taken out in such a way that the others keep their places.</summary>
internal sealed class SourceLines(string text)
{
    private readonly string[] _lines = text.Split('\n');
    private readonly string[] _original = text.Split('\n');

    /// <summary>With a line end at the end: the parser throws if a backslash is the last character.</summary>
    public string Text => string.Join('\n', _lines) + (_lines[^1].Length == 0 ? "" : "\n");

    /// <summary>Empty if there is no such line.</summary>
    public string At(int line) => line >= 1 && line <= _original.Length ? _original[line - 1] : "";

    /// <summary>
    /// Empties a line; of a table's header also what follows up to the next header, which would otherwise land in another table.
    /// </summary>
    /// <returns>Whether anything was left to take out.</returns>
    public bool TakeOut(int line)
    {
        if (line < 1 || line > _lines.Length || string.IsNullOrWhiteSpace(_lines[line - 1]))
            return false;
        var isHeader = IsHeader(_lines[line - 1]);
        do
            _lines[line++ - 1] = "";
        while (isHeader && line <= _lines.Length && !IsHeader(_lines[line - 1]));
        return true;
    }

    /// <summary>The dotted key that is set in a line, as far as it can be told from a text that is not valid; else empty.</summary>
    public string KeyAt(int line)
    {
        var own = At(line);
        var isHeader = IsHeader(own);
        var key = isHeader ? NameOf(own) : KeyOf(own);
        if (isHeader || key.Length == 0)
            return key;
        for (var above = line - 1; above >= 1; above--)
        {
            if (IsHeader(At(above)))
                return $"{NameOf(At(above))}.{key}";
        }

        return key;
    }

    /// <summary>
    /// Where the last value above begins that opens with one of <paramref name="openings"/>; <paramref name="place"/> itself if none does.
    /// </summary>
    public TextPlace LastOpeningAbove(TextPlace place, params string[] openings)
    {
        for (var line = Math.Min(place.Line, _original.Length); line >= 1; line--)
        {
            var equals = At(line).IndexOf('=', StringComparison.Ordinal);
            var value = At(line)[(equals + 1)..].TrimStart();
            if (equals >= 0 && openings.Any(o => value.StartsWith(o, StringComparison.Ordinal)))
                return new TextPlace(line, At(line).Length - value.Length + 1);
        }

        return place;
    }

    private static bool IsHeader(string line) => line.AsSpan().TrimStart().StartsWith('[');

    // What follows the name on the same line is no part of it.
    private static string NameOf(string header) =>
        new([.. header.Trim().TrimStart('[').TrimStart().TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '"' or '\'')]);

    private static string KeyOf(string line)
    {
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        var key = equals < 0 ? "" : line[..equals].Trim();
        return key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') ? key : "";
    }
}
