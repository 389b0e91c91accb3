using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Visor.EndToEnd.Metrics;

/// <summary>What operators take from <c>packaging/monitoring</c>.</summary>
internal static class MonitoringFiles
{
    public static string PathOf(string name, [CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine("../../../packaging/monitoring", name), Path.GetDirectoryName(thisFile)!);

    /// <summary>Every question that the dashboards ask.</summary>
    public static IReadOnlyList<string> DashboardExpressions() => [.. Expressions("dashboard.json"), .. Expressions("fleet.json")];

    /// <summary>Every question that one of them asks.</summary>
    public static IReadOnlyList<string> Expressions(string name)
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(PathOf(name)));
        return [.. Expressions(dashboard.RootElement)];
    }

    private static IEnumerable<string> Expressions(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Expressions),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => p.NameEquals("expr") ? [p.Value.GetString()!] : Expressions(p.Value)),
        _ => [],
    };
}
