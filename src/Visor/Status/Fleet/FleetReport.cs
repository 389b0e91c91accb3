using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Visor.Model;
using Visor.Status.Reading;

namespace Visor.Status.Fleet;

/// <summary>What <c>visor status --url … --output json</c> writes. Documented in docs/fleets.md.</summary>
/// <param name="Ready">What the exit code says.</param>
internal sealed record FleetReport(int Format, bool Ready, ImmutableArray<ReportedNode> Nodes)
{
    public static string Json(IReadOnlyCollection<FleetNode> nodes) => JsonSerializer.Serialize(
        new FleetReport(NodeStatus.CurrentFormat, nodes.All(n => n.IsReady), [.. nodes.Select(ReportedNode.Create)]), FleetJson.Default.FleetReport);
}

/// <param name="Words">READY, or why not.</param>
/// <param name="Status">As <c>visor status --output json</c> has it on that machine.</param>
internal sealed record ReportedNode(string Url, string Host, bool Ready, string Words, StatusReport Status)
{
    public static ReportedNode Create(FleetNode node) =>
        new(node.Address.Status.AbsoluteUri, node.Address.Host, node.IsReady, node.Words, StatusReport.Create(node.Reading, node.Health));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcTimeJson)], WriteIndented = true)]
[JsonSerializable(typeof(FleetReport))]
internal sealed partial class FleetJson : JsonSerializerContext;
