using Visor.Chains.Vega.Layout;
using Visor.Model;
using Visor.Tests.Chains.Vega;

namespace Visor.Tests.Status;

/// <summary>A status of a node that is well, to be varied.</summary>
internal static class Samples
{
    public static DateTimeOffset Now { get; } = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public static NodeStatus Ready { get; } = new(
        new VisorStatus("v1.2.3", Pid: 100, StartTime: 1, Running: true, Now.AddHours(-5)),
        new NodePart(
            "ready", "v0.75.3", "answers", Reason: null, Height: 1_000_000,
            VegaNode.Processes(new ProcessStatus(Pid: 101, StartTime: 1, Now.AddHours(-3), Restarts: 2)),
            VegaNode.Restarts(coreEnded: 2, dataNodeEnded: 0, silent: 0, startFailed: 0)) { Absent = [VegaRoles.DataNode] },
        Upgrade: null,
        LastUpgrade: null,
        new ConfigurationStatus(Valid: true, []),
        Journal: null,
        Alert: null,
        Notice: null,
        Hold: null);

    public static PlanStatus Plan(string state, string? reason = null, DateTimeOffset? eta = null) => new("v0.76.0", 1_034_000, state, reason, eta);

    public static NodeStatus In(string state, string? reason = null, string rpc = "answers") =>
        Ready with { Node = Ready.Node with { State = state, Reason = reason, Rpc = rpc } };
}
