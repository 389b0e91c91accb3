using System.Globalization;
using System.Text;

namespace Visor.Model;

/// <summary>Makes text from outside (a socket, a file, another program) fit for one line of a log or a terminal.</summary>
internal static class PlainText
{
    public const int MaxLength = 200;

    private const int MaxLines = 20;

    /// <param name="bytes">UTF-8, or what claims to be.</param>
    /// <returns>One line of at most <see cref="MaxLength"/> characters and an ellipsis.</returns>
    public static string Excerpt(ReadOnlySpan<byte> bytes)
    {
        // No character takes more than four bytes, so that the rest of a long text need not be decoded.
        const int enough = (MaxLength + 1) * 4;
        var text = bytes.TrimStart(" \t\r\n"u8);
        return Excerpt(Encoding.UTF8.GetString(text[..Math.Min(text.Length, enough)]));
    }

    /// <returns>
    /// One line of at most <paramref name="maxLength"/> characters and an ellipsis; runs of blanks are one blank, and what a
    /// terminal might obey or not show (control, format and private characters) is <c>?</c>.
    /// </returns>
    public static string Excerpt(string text, int maxLength = MaxLength)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.AsSpan().Trim().EnumerateRunes())
        {
            var blank = Rune.IsWhiteSpace(rune);
            if (blank && shown.Length > 0 && shown[^1] == ' ')
                continue;
            if (shown.Length + rune.Utf16SequenceLength > maxLength)
                return shown.Append('…').ToString();
            shown.Append(Shown(rune));
        }

        return shown.ToString();
    }

    /// <summary>
    /// The same text, however long, as one line: a tab or the end of a line is a blank, and what a terminal might obey or not show is <c>?</c>. For what
    /// Visor says itself, in which there may be the name of a file, or a text of the system about one.
    /// </summary>
    public static string Line(string text)
    {
        if (text.All(c => c is >= ' ' and <= '~'))
            return text;
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            shown.Append(Shown(rune));
        return shown.ToString();
    }

    /// <summary>The same for a text of several lines, ended by <c>\n</c> each.</summary>
    public static IEnumerable<string> Lines(string text) => text.ReplaceLineEndings("\n").Split('\n').Select(Line);

    /// <summary>
    /// The same for a text whose lines are kept, also by whoever shows it: a command in it can be typed as it stands, blanks and all.
    /// </summary>
    /// <param name="maxLength">Of a line; a longer one is an excerpt.</param>
    public static string Paragraph(string text, int maxLength) =>
        string.Join('\n', Lines(text.Trim()).Take(MaxLines).Select(line => line.Length <= maxLength ? line : Excerpt(line, maxLength)));

    /// <summary>What the runtime says of a problem, to be followed by more: without the full stop at its end.</summary>
    public static string Clause(Exception problem) => problem.Message.TrimEnd('.');

    /// <summary>The same text beginning like a sentence; the tag of a release stays as it is.</summary>
    public static string Sentence(string text) => text is "" or ['v', >= '0' and <= '9', ..] ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static Rune Shown(Rune rune) => Rune.IsWhiteSpace(rune) ? new Rune(' ') : IsHarmless(rune) ? rune : new Rune('?');

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
