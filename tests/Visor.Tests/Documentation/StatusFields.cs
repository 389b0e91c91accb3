using System.Text.Json;
using Visor.Status.Reading;
using Visor.Tests.Status.Metrics;

namespace Visor.Tests.Documentation;

/// <summary>The fields that <c>visor status --output json</c> writes, by their paths such as <c>node.core.pid</c>.</summary>
internal static class StatusFields
{
    // What is told once for a process, or is a process like another one.
    private static readonly string[] AsAnother = ["node.dataNode", "node.processes"];

    public static IReadOnlyList<string> All
    {
        get
        {
            var status = Statuses.Full;
            var report = new StatusReport(
                1, Well: true, [], new ReportedVisor("v1.2.3", 1, Running: true, status.Visor.Since), status.Node, status.Upgrade, status.LastUpgrade, status.Configuration,
                status.Journal, status.Alert, status.Notice, status.Hold, status.HoldDetail, Drift: "it could not", Downtime: null, status.Health);
            using var json = JsonDocument.Parse(report.Json(isIndented: false));
            return [.. Below(json.RootElement, "")];
        }
    }

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

    private static IEnumerable<string> Below(JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.Object && !AsAnother.Contains(path, StringComparer.Ordinal)
            ? element.EnumerateObject().SelectMany(p => Below(p.Value, path.Length == 0 ? p.Name : $"{path}.{p.Name}"))
            : [path];
}
