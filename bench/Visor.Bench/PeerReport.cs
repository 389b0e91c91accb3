using System.Globalization;
using System.Text;
using Visor.Bench.Peers;

namespace Visor.Bench;

/// <summary>The tools side by side, as a Markdown table.</summary>
internal static class PeerReport
{
    public static string Table(IReadOnlyList<PeerFigure> figures)
    {
        var table = new StringBuilder("| figure | tool | median | p95 | min | max | runs |\n|---|---|---|---|---|---|---|\n");
        foreach (var figure in figures)
            table.Append(CultureInfo.InvariantCulture, $"| {figure.Name} | {figure.Tool} | {Values(figure)} |\n");
        foreach (var missing in figures.Where(f => f.Missing is not null).DistinctBy(f => f.Tool, StringComparer.Ordinal))
            table.Append(CultureInfo.InvariantCulture, $"\n{missing.Tool} has no value where it could not be measured: {missing.Missing}\n");
        return table.ToString();
    }

    private static string Values(PeerFigure figure) => figure.Values is { } values
        ? string.Join(" | ", [
            $"{Distribution.Number(values.Median)} {figure.Unit}", Distribution.Number(values.P95), Distribution.Number(values.Least), Distribution.Number(values.Most),
            values.Count.ToString(CultureInfo.InvariantCulture),
        ])
        : "— | | | |";
}
