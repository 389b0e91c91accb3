using System.Text.Json;
using Visor.Status.Reading;
using Visor.Tests.Status.Metrics;

namespace Visor.Tests.Documentation;

/// <summary>The fields that <c>visor status --output json</c> writes, by their paths such as <c>node.core.pid</c>.</summary>
internal static class StatusFields
{
    public static IReadOnlyList<string> All
    {
        get
        {
            var status = Statuses.Full;
            var report = new StatusReport(
                1, Well: true, [], new ReportedVisor("v1.2.3", 1, Running: true, status.Visor.Since), status.Node, status.Upgrade, status.LastUpgrade, status.Configuration,
                status.Journal, status.Alert, status.Notice, status.Hold, status.HoldDetail, Drift: "it could not", Downtime: null, status.Health) { LastDowntime = status.LastDowntime };
            using var json = JsonDocument.Parse(report.Json(isIndented: false));
            return [.. Below(json.RootElement, "")];
        }
    }

    /// <summary>Fields that hold no others, and of which neither they nor what they are in is told.</summary>
    public static IEnumerable<string> Untold(IReadOnlyList<string> told) =>
        All.Where(field => !All.Any(other => IsIn(other, field)) && !told.Any(t => string.Equals(t, field, StringComparison.Ordinal) || IsIn(field, t)));

    /// <summary>Those that the table names in its first column; one that begins with a dot is beside the one before.</summary>
    public static IReadOnlyList<string> Told(string page)
    {
        var beside = "";
        List<string> told = [];
        foreach (var field in Documents.Table(page, "| field | meaning |").SelectMany(row => Documents.Code(row[0])))
        {
            var path = field.StartsWith('.') ? beside + field : field;
            if (!field.StartsWith('.') || field.LastIndexOf('.') > 0)
                beside = path.Contains('.', StringComparison.Ordinal) ? path[..path.LastIndexOf('.')] : "";
            told.Add(path);
        }

        return told;
    }

    private static bool IsIn(string field, string other) => field.StartsWith(other + '.', StringComparison.Ordinal);

    private static IEnumerable<string> Below(JsonElement element, string path) =>
        element.ValueKind != JsonValueKind.Object ? [] : element.EnumerateObject().SelectMany(p =>
        {
            var field = path.Length == 0 ? p.Name : $"{path}.{p.Name}";
            return Below(p.Value, field).Prepend(field);
        });
}
