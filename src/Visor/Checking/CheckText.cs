using Visor.Status.Showing;

namespace Visor.Checking;

/// <summary>Findings for people: a line each, the remedy below it, and a sum.</summary>
internal static class CheckText
{
    /// <param name="tag">The release that was asked for; null: none.</param>
    public static IEnumerable<string> Lines(IReadOnlyCollection<Finding> findings, string? tag, Palette palette)
    {
        foreach (var finding in findings)
        {
            yield return $"{Mark(finding.Verdict, palette)} {finding.What}: {finding.Found}";
            if (finding.Remedy is { } remedy)
                yield return $"    {remedy}";
        }

        yield return Sum(findings, tag);
    }

    public static string Sum(IReadOnlyCollection<Finding> findings, string? tag)
    {
        var failed = findings.Count(f => f.Verdict is Verdict.Failure);
        if (failed > 0)
            return $"NOT READY{(tag is null ? "" : $" for {tag}")}: {failed} of {findings.Count} checks failed";
        return tag is null ? "Nothing stands in the way" : $"READY for {tag}";
    }

    private static string Mark(Verdict verdict, Palette palette) => verdict switch
    {
        Verdict.Ok => palette.Good("✓"),
        Verdict.Warning => palette.Attention("!"),
        _ => palette.Bad("✗"),
    };
}
