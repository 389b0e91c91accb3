using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Visor.Configuration;

/// <summary>
/// Parses TOML 1.0. A parser that has lost its way reports what follows as wrong too, so that only its first complaint is
/// believed: the line is taken out and the rest parsed anew, until every line that is really wrong has been named once.
/// </summary>
internal static class TomlDocument
{
    private const int MaxSyntaxErrors = 25;

    /// <summary>Characters that are parsed in all: a long document with many errors is not parsed anew for each of them.</summary>
    private const int MaxDepth = 2 * 1024 * 1024;

    public static TomlTable Parse(string text, ProblemList problems)
    {
        var lines = new SourceLines(text);
        var mostErrors = Math.Clamp(MaxDepth / (text.Length + 1), 1, MaxSyntaxErrors);
        for (var found = 0; ; found++)
        {
            try
            {
                return new TomlTree(problems).Build(SyntaxParser.ParseStrict(lines.Text, problems.File, validate: true));
            }
            catch (TomlException error)
            {
                problems.IsIncomplete = true;
                if (found == mostErrors || !Report(error, lines, problems))
                    return new TomlTable(default);
            }
        }
    }

    /// <returns>Whether the rest of the document is worth another look.</returns>
    private static bool Report(TomlException error, SourceLines lines, ProblemList problems)
    {
        var first = error.Diagnostics.FirstOrDefault(d => d.Kind == DiagnosticMessageKind.Error);
        if (first is null)
        {
            problems.Error(default, "", error.Message.Contains("maximum depth", StringComparison.Ordinal)
                ? "lists or tables are nested more than 64 levels deep; no key of Visor needs that"
                : "this is not TOML");
            return false;
        }

        var place = TomlTree.PlaceOf(first.Span.Start);
        var complaint = TomlErrorText.Create(error.Diagnostics, place, lines);
        problems.Error(complaint.Place, lines.KeyAt(complaint.Place.Line), complaint.Message);
        return complaint.IsLocal && lines.TakeOut(place.Line);
    }
}
