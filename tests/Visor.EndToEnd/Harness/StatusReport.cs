using System.Text.Json;

namespace Visor.EndToEnd.Harness;

/// <summary>What Visor says of itself in <c>.visor/status.json</c>, as far as tests ask.</summary>
internal sealed record StatusReport(
    VisorReport Visor,
    NodeReport Node,
    UpgradeReport? Upgrade,
    ConfigurationReport Configuration,
    string? Journal,
    string? Alert,
    string? Notice,
    string? Hold,
    string? Drift,
    string? StartAgain,
    LastOutputReport? LastOutput)
{
    public bool IsReady(string release) => Node.State is "ready" && string.Equals(Node.Release, release, StringComparison.Ordinal);

    public bool HasUpgrade(string tag, string state) =>
        Upgrade is { } upgrade
        && string.Equals(upgrade.Tag, tag, StringComparison.Ordinal)
        && string.Equals(upgrade.State, state, StringComparison.Ordinal);

    /// <returns>Null: there is none yet. An empty one is what a power failure leaves of it, since nothing rests on it.</returns>
    public static StatusReport? Read(string file) =>
        File.Exists(file) && File.ReadAllBytes(file) is { Length: > 0 } content ? JsonSerializer.Deserialize<StatusReport>(content, JsonSerializerOptions.Web) : null;
}

/// <param name="Pid">Of the Visor that has written it.</param>
/// <param name="Running">False once it has ended in good order.</param>
internal sealed record VisorReport(int Pid, bool Running);

internal sealed record NodeReport(string State, string Release, string Rpc, string? Reason, long? Height, ProcessReport? Core, ProcessReport? DataNode);

internal sealed record ProcessReport(int Pid);

internal sealed record UpgradeReport(string Tag, long Height, string State, string? Reason, DateTimeOffset? Eta);

internal sealed record ConfigurationReport(bool Valid, IReadOnlyList<string> Errors);

internal sealed record LastOutputReport(string Process, int Pid, string Exit, IReadOnlyList<string> Lines, string? Unknown);
