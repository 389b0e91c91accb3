using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Visor.Bench.Peers;

namespace Visor.Bench;

/// <summary>The tools side by side as bars, in SVG: a group a figure that more than one tool has, its longest bar as long as the picture is wide, a tick at the p95.</summary>
internal static class PeerChart
{
    private const int Width = 720;
    private const int Left = 110;
    private const int Right = 110;
    private const int RowHeight = 20;
    private const int TitleHeight = 30;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static string Of(IReadOnlyList<PeerFigure> figures)
    {
        var groups = figures.Where(f => f.Values is not null).GroupBy(f => (f.Name, f.Unit)).Where(g => g.Count() > 1).ToList();
        var height = groups.Sum(g => TitleHeight + (g.Count() * RowHeight)) + 10;
        var picture = new XElement(
            Svg + "svg",
            new XAttribute("viewBox", $"0 0 {Width} {height}"), new XAttribute("role", "img"), new XAttribute("aria-labelledby", "title description"),
            new XElement(Svg + "title", new XAttribute("id", "title"), "Visor and its peers"),
            new XElement(Svg + "desc", new XAttribute("id", "description"), Words(groups)),
            // Readable on white and on black.
            new XElement(Svg + "style", "text{font:12px sans-serif;fill:#777}.figure{font-weight:bold}.bar{fill:#8aa0b8}.visor{fill:#2f7ed8}.tick{stroke:#c2570c;stroke-width:2}"));
        var top = 0;
        foreach (var group in groups)
        {
            top += TitleHeight;
            picture.Add(Text(0, top - 8, "figure", $"{group.Key.Name} ({group.Key.Unit})"));
            var longest = group.Max(f => f.Values!.P95);
            foreach (var figure in group)
            {
                picture.Add(Row(figure, top, longest));
                top += RowHeight;
            }
        }

        return picture + "\n";
    }

    private static IEnumerable<XElement> Row(PeerFigure figure, int top, double longest)
    {
        double Length(double value) => longest > 0 ? value / longest * (Width - Left - Right) : 0;
        var values = figure.Values!;
        yield return Text(0, top + 13, "tool", figure.Tool);
        yield return new XElement(
            Svg + "rect", new XAttribute("class", figure.Tool is "Visor" ? "bar visor" : "bar"), new XAttribute("x", Left), new XAttribute("y", top + 3),
            new XAttribute("width", Number(Math.Max(1, Length(values.Median)))), new XAttribute("height", RowHeight - 6));
        var tick = Number(Left + Length(values.P95));
        yield return new XElement(
            Svg + "line", new XAttribute("class", "tick"), new XAttribute("x1", tick), new XAttribute("x2", tick), new XAttribute("y1", top + 1), new XAttribute("y2", top + RowHeight - 1));
        yield return Text(Width - Right + 8, top + 13, "value", Distribution.Number(values.Median));
    }

    private static string Words(IEnumerable<IGrouping<(string Name, string Unit), PeerFigure>> groups)
    {
        var words = new StringBuilder("Medians; the tick is the p95. ");
        foreach (var group in groups)
            words.Append(CultureInfo.InvariantCulture, $"{group.Key.Name}: {string.Join(", ", group.Select(f => $"{f.Tool} {Distribution.Number(f.Values!.Median)} {f.Unit}"))}. ");
        return words.ToString().TrimEnd();
    }

    private static XElement Text(int x, int y, string kind, string text) =>
        new(Svg + "text", new XAttribute("x", x), new XAttribute("y", y), new XAttribute("class", kind), text);

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
