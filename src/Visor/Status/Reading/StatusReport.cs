using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Visor.Model;

namespace Visor.Status.Reading;

/// <summary>
/// What <c>visor status --output json</c> writes: the published status as far as it is still so, with a verdict. Documented in docs/monitoring.md.
/// </summary>
/// <param name="Well">What the exit code says.</param>
/// <param name="Problems">What is not well, worst first.</param>
/// <param name="Health">The same verdict, as everything else shows it.</param>
/// <param name="Node">Null, as everything below it: nothing that can be read is published.</param>
internal sealed record StatusReport(
    int Format,
    bool Well,
    ImmutableArray<string> Problems,
    ReportedVisor Visor,
    NodePart? Node,
    PlanStatus? Upgrade,
    LastUpgradeStatus? LastUpgrade,
    ConfigurationStatus? Configuration,
    string? Journal,
    string? Alert,
    string? Notice,
    string? Hold,
    OperatorHold? HoldDetail,
    string? Drift,
    DowntimeStatus? Downtime,
    Health Health)
{
    /// <summary>The command that starts the node again, which Visor has given up and stays to say so; null: it has not.</summary>
    public string? StartAgain { get; init; }

    /// <summary>What ended last; null: there was none, or how long it was is not known.</summary>
    public LastDowntimeStatus? LastDowntime { get; init; }

    /// <summary>Of the process that exited unexpectedly last; null: none did.</summary>
    public LastOutput? LastOutput { get; init; }

    public static StatusReport Create(StatusSnapshot reading, Health health)
    {
        var now = reading.Now;
        return new StatusReport(
            NodeStatus.CurrentFormat,
            health.IsHealthy,
            [.. health.Problems.Select(p => p.Line)],
            new ReportedVisor(now?.Visor.Version, now?.Visor.Pid, now?.Visor.Running ?? false, now?.Visor.Since),
            now?.Node,
            now?.Upgrade,
            now?.LastUpgrade,
            now?.Configuration,
            now?.Journal,
            now?.Alert,
            now?.Notice,
            reading.Hold?.Reason,
            reading.Hold,
            now is { Visor.Running: true } ? now.Drift : null,
            now?.Downtime,
            health)
        {
            LastDowntime = now?.LastDowntime,
            LastOutput = now?.LastOutput,
            StartAgain = now is { Visor.Running: true } ? now.StartAgain : null,
        };
    }

    public string Json(bool isIndented) =>
        JsonSerializer.Serialize(this, isIndented ? StatusReportJson.Default.StatusReport : StatusReportJson.Compact.StatusReport);
}

internal sealed record ReportedVisor(string? Version, int? Pid, bool Running, DateTimeOffset? Since);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcTimeJson)], WriteIndented = true)]
[JsonSerializable(typeof(StatusReport))]
internal sealed partial class StatusReportJson : JsonSerializerContext
{
    /// <summary>The same on one line.</summary>
    public static StatusReportJson Compact { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Converters = { new UtcTimeJson() } });
}
