using System.Globalization;
using System.Text;

namespace Visor.Bench;

/// <summary>The figures as a Markdown table, which is readable in a terminal too.</summary>
internal static class Report
{
    public static string Table(IEnumerable<Figure> figures)
    {
        var table = new StringBuilder()
            .Append("| figure | budget | median | p95 | min | max | runs |\n")
            .Append("|---|---|---|---|---|---|---|\n");
        foreach (var figure in figures)
            table.Append(CultureInfo.InvariantCulture, $"| {figure.Name} | {Budget(figure)} | {Values(figure)} |\n");
        return table.ToString();
    }

    /// <summary>Puts the text between the two markers of that name in a page.</summary>
    public static async Task Rewrite(string page, string name, string text)
    {
        var (first, last) = ($"<!-- {name}: begin -->", $"<!-- {name}: end -->");
        var old = await File.ReadAllTextAsync(page);
        var begin = old.IndexOf(first, StringComparison.Ordinal);
        var end = old.IndexOf(last, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
            throw new InvalidOperationException($"{page} has no place for the figures: it needs the lines {first} and {last}");
        await File.WriteAllTextAsync(page, $"{old[..begin]}{first}\n\n{text}\n{old[end..]}");
    }

    private static string Budget(Figure figure) => figure.Budget is { } budget
        ? $"{budget.ToString(CultureInfo.InvariantCulture)} {figure.Unit}"
        : "";

    private static string Values(Figure figure)
    {
        if (figure.Values is not { } values)
            return $"skipped: {figure.Skipped} | | | |";
        var median = $"{Distribution.Number(values.Median)} {figure.Unit}";
        var verdict = values.Median > figure.Budget ? $"**{median}** (missed)" : median;
        return string.Join(" | ", [
            verdict, Distribution.Number(values.P95), Distribution.Number(values.Least), Distribution.Number(values.Most),
            values.Count.ToString(CultureInfo.InvariantCulture),
        ]);
    }
}
