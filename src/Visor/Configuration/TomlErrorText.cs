using Tomlyn.Syntax;

namespace Visor.Configuration;

/// <summary>What the parser has to say, in words that tell what to change.</summary>
/// <param name="IsLocal">Only this line is wrong; false: the end of the file was reached inside a value.</param>
internal readonly record struct TomlErrorText(TextPlace Place, string Message, bool IsLocal)
{
    /// <param name="diagnostics">All the parser said; what follows the first is mostly its consequence.</param>
    /// <param name="place">Of the first.</param>
    public static TomlErrorText Create(IEnumerable<DiagnosticMessage> diagnostics, TextPlace place, SourceLines lines)
    {
        var all = diagnostics.ToList();
        var isHeader = lines.At(place.Line).AsSpan().TrimStart().StartsWith('[');
        if (all.Exists(d => Says(d, "closing `]` for an array")) || (isHeader && (Says(all[0], "for a value") || Says(all[0], "Missing a `,`"))))
            return new(lines.LastOpeningAbove(place, "["), "the list that begins here is not closed: ']' is missing", IsLocal: false);
        var first = all[0].Message;
        if (Says(all[0], "Eof` while parsing inline table"))
            return new(lines.LastOpeningAbove(place, "{"), "the table that begins here is not closed: '}' is missing", IsLocal: false);
        if (Says(all[0], "End-Of-File found for multi-line"))
            return new(lines.LastOpeningAbove(place, "\"\"\"", "'''"), "the text that begins here is not closed: write the same three quotes at its end", IsLocal: false);
        return new(place, InWords(first, place, lines), IsLocal: true);
    }

    // Nothing of the line itself is quoted: without its quotes a secret looks like everything else.
    private static string InWords(string message, TextPlace place, SourceLines lines)
    {
        var rest = RestOfLine(lines, place);
        return message switch
        {
            _ when Has(message, "is already defined at (") => AlreadyDefined(message, lines, place),
            _ when Has(message, "Invalid newline in a string") => "a text is not closed: its closing quote is missing",
            _ when Has(message, "Unexpected escape character") =>
                """a backslash in "…" begins an escape: write \\ for a backslash, or use '…', where a backslash is literal""",
            _ when Has(message, "Unicode scalar") => "this escape is not a character",
            _ when Has(message, "for a value") && rest.Length == 0 => "a value is missing after '='",
            _ when Has(message, "end-of-line found while expecting a value") => "a value is missing after '='",
            _ when Has(message, "for a value") =>
                "a value cannot begin like this: write a text in quotes, but a number, true or false without quotes",
            _ when Has(message, "Missing a `,`") => "a comma is missing between two items of the list",
            _ when Has(message, "Expecting `=` after a key") => "'=' is missing after the key",
            _ when Has(message, "while expecting `]`") => "write the name of a table between one '[' and one ']', such as [autoInstall]",
            _ when Has(message, "for a base key") => "a key is missing here: letters, digits, '_' and '-', or any text in quotes",
            _ when Has(message, "while expecting token `newline`") =>
                "the rest of the line does not belong here: write one key per line, and texts in quotes",
            _ when Has(message, "Unexpected leading zero") => "a number must not begin with 0",
            _ when Has(message, "Unable to parse integer") => "the number is too large",
            _ when Has(message, "Invalid control character") => "the line contains an invisible control character; delete it",
            _ when Has(message, "\\r not followed by") => "the line ends in a lone carriage return; save the file with UNIX line endings",
            _ when Has(message, "Unexpected token [") => "this does not belong here: a line is `key = value`, `[table]` or `# comment`",
            _ => "this is not TOML: a line is `key = value`, `[table]` or `# comment`",
        };
    }

    private static string AlreadyDefined(string message, SourceLines lines, TextPlace place)
    {
        var from = message.IndexOf("defined at (", StringComparison.Ordinal) + "defined at (".Length;
        var line = new string([.. message.Skip(from).TakeWhile(char.IsAsciiDigit)]);
        var what = lines.At(place.Line).AsSpan().TrimStart().StartsWith('[') ? "this table is" : "this key is";
        return $"{what} already defined in line {line}; keep one of the two";
    }

    private static string RestOfLine(SourceLines lines, TextPlace place)
    {
        // Columns count characters as a person sees them; a pair of surrogates before the place shifts the quotation, no more.
        var line = lines.At(place.Line);
        var from = Math.Clamp(place.Column - 1, 0, line.Length);
        return line[from..].Split('#')[0].Trim();
    }

    private static bool Says(DiagnosticMessage diagnostic, string words) => Has(diagnostic.Message, words);

    private static bool Has(string message, string words) => message.Contains(words, StringComparison.Ordinal);
}
