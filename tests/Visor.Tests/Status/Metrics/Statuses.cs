using Visor.Chains.Vega.Layout;
using Visor.Model;
using Visor.Processes;
using Visor.Status;
using Visor.Status.Metrics;
using Visor.Tests.Chains.Vega;

namespace Visor.Tests.Status.Metrics;

/// <summary>What a Visor may have to say.</summary>
internal static class Statuses
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static VisorVersion Version { get; } = new("v1.2.3", "0123abc");

    public static DateTimeOffset Now { get; } = Noon.AddHours(2).AddMilliseconds(250);

    /// <summary>A Visor that has just begun.</summary>
    public static NodeStatus Empty { get; } = new(
        new VisorStatus("v1.2.3", 100, 5000, Running: true, Noon),
        new NodePart("starting", "v0.75.3", "not asked yet", null, null, VegaNode.Processes(core: null), RestartCounts.None) { Absent = [VegaRoles.DataNode] },
        null,
        null,
        new ConfigurationStatus(Valid: true, []),
        null,
        null,
        null,
        null);

    /// <summary>A node with everything that can be said of one.</summary>
    public static NodeStatus Full { get; } = Empty with
    {
        Node = new NodePart(
            "ready",
            "v0.76.0",
            "answers",
            null,
            1_034_999,
            VegaNode.Processes(
                new ProcessStatus(101, 5001, Noon.AddMinutes(1), 10),
                new ProcessStatus(102, 5002, Noon.AddMinutes(1).AddMilliseconds(20), 10)),
            VegaNode.Restarts(1, 2, 3, 4)),
        Upgrade = new PlanStatus("v0.77.0", 1_040_000, "held", "not before the others", Noon.AddHours(5)),
        LastDowntime = LastDowntimeStatus.Create(Noon.AddMinutes(5), "v0.76.0", new Downtime(2500, new DowntimeParts(0, 0, 500, 0, 2000))),
        LastUpgrade = LastUpgradeStatus.Create("v0.76.0", 1_034_000, Noon.AddSeconds(30), new Downtime(1234, new DowntimeParts(0, 1000, 150, 4, 80))) with { Proof = new UpgradeProof(Confirmed: true, "v0.76.0", Problem: null) },
        Configuration = new ConfigurationStatus(Valid: false, ["config.toml:1:1: broken"]),
        Journal = "No space left on device",
        Alert = "the core is ready for an upgrade without a tag",
        Notice = "run config changed; takes effect at the next restart",
        Hold = "not before the others",
        HoldDetail = new OperatorHold("not before the others", "alice (uid 1000)", Noon),
    };

    public static NodeUsage Usage { get; } = new(
    [
        (VegaRoles.Core, new ResourceUsage(3_221_225_472, TimeSpan.FromMilliseconds(3600_120))),
        (VegaRoles.DataNode, new ResourceUsage(1024, TimeSpan.FromMilliseconds(10))),
    ]);

    public static string TextOf(NodeStatus status) => MetricsText.Format(status, status.Node.Queried is null ? NodeUsage.None : Usage, Version, Now);

    public static NodeStatus WithPlan(string state, string? reason) =>
        Empty with { Upgrade = new PlanStatus("v0.77.0", 1_040_000, state, reason, null) };
}
