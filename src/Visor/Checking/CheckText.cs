using Visor.Model;
using Visor.Status.Showing;

namespace Visor.Checking;

/// <summary>Findings for people: a line each, the remedy below it, and a sum.</summary>
internal sealed class CheckText(Terminal terminal)
{
    private const int WhatWidth = 24;

    private readonly Palette _palette = new(terminal.IsColoured);

    /// <param name="tag">The release that was looked at; null: none.</param>
    public IReadOnlyList<string> Lines(IReadOnlyCollection<Finding> findings, string? tag)
    {
        var lines = new LabelledLines(WhatWidth, terminal.Width);
        foreach (var finding in findings)
        {
            var (mark, style) = Mark(finding.Verdict);
            lines.Add($"{mark} {finding.What}", finding.Found, style);
            if (finding.Remedy is { } remedy)
                lines.Add("", $"→ {remedy}");
        }

        return [.. lines.Lines, "", Sum(findings, tag)];
    }

    public static string Sum(IReadOnlyCollection<Finding> findings, string? tag)
    {
        var failed = findings.Count(f => f.Verdict is CheckOutcome.Failure);
        if (failed > 0)
            return $"NOT READY{(tag is null ? "" : $" for {tag}")}: {failed} of {findings.Count} checks failed";
        if (tag is null)
            return "No problems found";
        return IsReady(findings) ? $"READY for {tag}" : $"NOT PROVEN for {tag}: no problems found so far, but {PlainText.Lines(findings.First(f => f.IsUnproven).Found).First()}";
    }

    /// <summary>No problems found, and everything has been looked at.</summary>
    public static bool IsReady(IEnumerable<Finding> findings) => findings.All(f => f is { Verdict: not CheckOutcome.Failure, IsUnproven: false });

    private (string Mark, Func<string, string>? Style) Mark(CheckOutcome verdict) => verdict switch
    {
        CheckOutcome.Ok => ("✓", null),
        CheckOutcome.Warning => ("!", _palette.Attention),
        _ => ("✗", _palette.Bad),
    };
}
