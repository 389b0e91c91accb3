using System.Globalization;
using Visor.Model;

namespace Visor.Status.Page;

/// <summary>Draws a timeline: a band for each release, red where the node was down, a shape for what happened.</summary>
internal static class TimelinePicture
{
    private const double Width = 1000;
    private const double BandTop = 34;
    private const double BandHeight = 42;
    private const double LetterWidth = 8;
    private const double SmallestGap = 3;
    private const int Ticks = 5;

    public static Html Render(Timeline timeline) => Html.Of($"""
        <svg viewBox="-10 0 1020 138" role="img" aria-labelledby="picture-title picture-text">
        <title id="picture-title">Releases, restarts and downtime</title>
        <desc id="picture-text">{Description(timeline)}</desc>
        {Html.Join(timeline.Releases.Select((r, i) => Band(timeline, r, i)))}
        {Html.Join(timeline.Downs.Select(d => Gap(timeline, d)))}
        {Html.Join(timeline.Marks.Select(m => Html.Of($"<g><title>{m.Title}</title>{Shape(m.Kind, X(timeline, m.At), 20)}</g>")))}
        {Html.Join(Enumerable.Range(0, Ticks).Select(i => Tick(timeline, i)))}
        {Legend}
        </svg>
        """);

    private static Html Legend { get; } = Html.Join(
    [
        .. new (MarkKind Kind, string Name)[]
        {
            (MarkKind.Upgrade, "upgrade"), (MarkKind.Restart, "restart"), (MarkKind.Stop, "stop"), (MarkKind.Failure, "given up"),
        }.Select((k, i) => Html.Of($"{Shape(k.Kind, 10 + (i * 110), 128)}<text x=\"{22 + (i * 110)}\" y=\"133\">{k.Name}</text>")),
        Html.Of($"<rect class=\"down\" x=\"446\" y=\"120\" width=\"6\" height=\"16\"/><text x=\"460\" y=\"133\">down</text>"),
    ]);

    private static Html Band(Timeline timeline, Timeline.Stretch release, int index)
    {
        var (x, end) = (X(timeline, release.From), X(timeline, release.To));
        var name = (end - x) >= (release.Name.Length + 2) * LetterWidth
            ? Html.Of($"<text class=\"name\" x=\"{x + 10}\" y=\"{BandTop + 26}\">{release.Name}</text>")
            : Html.Nothing;
        var alternate = Html.Trusted(index % 2 == 0 ? "band" : "band other");
        return Html.Of($"""
            <g><title>{release.Name}, {UtcTime.Format(release.From)} to {UtcTime.Format(release.To)}</title><rect class="{alternate}" x="{x}" y="{BandTop}" width="{Math.Max(end - x, 1)}" height="{BandHeight}"/>{name}</g>
            """);
    }

    private static Html Gap(Timeline timeline, Timeline.Stretch down)
    {
        var x = X(timeline, down.From);
        var width = Math.Max(X(timeline, down.To) - x, SmallestGap);
        return Html.Of($"<g><title>{down.Name}</title><rect class=\"down\" x=\"{Math.Min(x, Width - width)}\" y=\"{BandTop}\" width=\"{width}\" height=\"{BandHeight}\"/></g>");
    }

    private static Html Shape(MarkKind kind, double x, double y) => kind switch
    {
        MarkKind.Upgrade => Html.Of($"<path class=\"upgrade\" d=\"M{x} {y - 8}l8 15h-16z\"/>"),
        MarkKind.Restart => Html.Of($"<circle class=\"restart\" cx=\"{x}\" cy=\"{y}\" r=\"6\"/>"),
        MarkKind.Stop => Html.Of($"<rect class=\"stop\" x=\"{x - 5}\" y=\"{y - 5}\" width=\"10\" height=\"10\"/>"),
        _ => Html.Of($"<path class=\"failure\" d=\"M{x - 7} {y - 4}l3-3 4 4 4-4 3 3-4 4 4 4-3 3-4-4-4 4-3-3 4-4z\"/>"),
    };

    private static Html Tick(Timeline timeline, int index)
    {
        var share = (double)index / (Ticks - 1);
        var x = share * Width;
        var anchor = Html.Trusted(index switch { 0 => "start", Ticks - 1 => "end", _ => "middle" });
        var label = index == Ticks - 1 ? "now" : Label(timeline.From + ((timeline.To - timeline.From) * share), timeline.To - timeline.From);
        return Html.Of($"<path class=\"axis\" d=\"M{x} {BandTop + BandHeight}v8\"/><text x=\"{x}\" y=\"100\" text-anchor=\"{anchor}\">{label}</text>");
    }

    private static string Label(DateTimeOffset at, TimeSpan whole)
    {
        var format = whole switch
        {
            { TotalMinutes: < 20 } => "HH:mm:ss",
            { TotalDays: < 2 } => "HH:mm",
            { TotalDays: < 8 } => "MM-dd HH:mm",
            _ => "yyyy-MM-dd",
        };
        return at.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
    }

    private static string Description(Timeline timeline) =>
        $"From {UtcTime.Format(timeline.From)} to {UtcTime.Format(timeline.To)}: "
        + $"{(timeline.Releases.IsEmpty ? "no release is known to have run" : string.Join(", then ", timeline.Releases.TakeLast(10).Select(r => r.Name)))}; "
        + $"{Count(timeline, MarkKind.Upgrade)} upgrades, {Count(timeline, MarkKind.Restart)} restarts, {Count(timeline, MarkKind.Stop)} stops, {Count(timeline, MarkKind.Failure)} times given up.";

    private static int Count(Timeline timeline, MarkKind kind) => timeline.Marks.Count(m => m.Kind == kind);

    private static double X(Timeline timeline, DateTimeOffset at) =>
        timeline.To > timeline.From ? Math.Clamp((at - timeline.From) / (timeline.To - timeline.From), 0, 1) * Width : 0;
}
