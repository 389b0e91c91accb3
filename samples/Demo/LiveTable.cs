using System.Globalization;
using Spectre.Console;

namespace Visor.Demo;

internal static class LiveTable
{
    public static Table Of(IReadOnlyList<NodeView> views)
    {
        var table = new Table().RoundedBorder();
        table.AddColumns("node", "release");
        table.AddColumn(new TableColumn("height").RightAligned());
        table.AddColumn(new TableColumn("state").Width("restarting".Length));
        table.AddColumn(new TableColumn("upgrade").Width("v0.2.0 notReady".Length));
        foreach (var step in Network.Steps.Skip(1))
            table.AddColumn(new TableColumn($"down for {step.Release}").RightAligned());
        foreach (var view in views)
        {
            table.AddRow(
                [
                    Markup.Escape(view.Name),
                    Markup.Escape(view.Release),
                    view.Height.ToString(CultureInfo.InvariantCulture),
                    $"[{ColourOf(view.State)}]{Markup.Escape(view.State)}[/]",
                    Markup.Escape(view.Upgrade),
                    .. view.Downtimes.Select(Milliseconds),
                ]);
        }

        return table;
    }

    /// <summary>Such as <c>412 ms</c>; empty: not yet.</summary>
    public static string Milliseconds(long? downtime) => downtime is { } some ? string.Create(CultureInfo.InvariantCulture, $"{some} ms") : "";

    private static string ColourOf(string state) => state switch
    {
        "ready" => "green",
        "failed" => "red",
        _ => "yellow",
    };
}
