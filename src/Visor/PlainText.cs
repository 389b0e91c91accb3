namespace Visor;

/// <summary>Text from outside, made fit for one line of a log or a terminal.</summary>
internal static class PlainText
{
    /// <summary>At most <paramref name="limit"/> characters, with everything that could move a cursor replaced.</summary>
    public static string Line(string text, int limit)
    {
        var shortened = text.Length > limit ? text.AsSpan(0, limit - 1) : text;
        return string.Create(shortened.Length + (text.Length > limit ? 1 : 0), text, (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = IsPlain(source[i]) ? source[i] : ' ';
            if (source.Length > limit)
                span[^1] = '…';
        });
    }

    /// <summary>The same text beginning like a sentence.</summary>
    public static string Sentence(string text) =>
        text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    // U+2028 and U+2029 break lines, and format characters reorder them, without being control characters.
    private static bool IsPlain(char c) =>
        !char.IsControl(c) && char.GetUnicodeCategory(c) is not (
            System.Globalization.UnicodeCategory.LineSeparator or
            System.Globalization.UnicodeCategory.ParagraphSeparator or
            System.Globalization.UnicodeCategory.Format);
}
