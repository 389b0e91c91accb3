using Visor.Model;

namespace Visor.Status.Fleet;

/// <summary>One line for each node, in columns; the last column may be long and is never cut.</summary>
internal static class FleetTable
{
    private const string Gap = "  ";

    private static readonly string[] Head = ["HOST", "RELEASE", "STATE", "NEXT PLAN", "TIME TO GO", "READY"];

    public static IEnumerable<string> Lines(IEnumerable<FleetNode> nodes, DateTimeOffset now)
    {
        string[][] rows = [Head, .. nodes.Select(node => Row(node, now))];
        var widths = Enumerable.Range(0, Head.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row => string.Join(Gap, row.Zip(widths, (cell, width) => cell.PadRight(width))).TrimEnd());
    }

    private static string[] Row(FleetNode node, DateTimeOffset now)
    {
        var status = node.Reading.Published;
        string[] cells =
        [
            node.Address.Host,
            status?.Node.Release ?? "-",
            status?.Node.State ?? "-",
            status is null ? "-" : status.Upgrade is { } plan ? $"{plan.Tag} at {plan.Height}" : "none",
            status?.Upgrade is null ? "-" : TimeToGo(status.Upgrade, now),
            node.Words,
        ];
        return [.. cells.Select(PlainText.Line)];
    }

    private static string TimeToGo(PlanStatus plan, DateTimeOffset now) => plan.Eta is not { } eta ? "not known" : eta > now ? Spans.Rough(eta - now) : "now";
}
