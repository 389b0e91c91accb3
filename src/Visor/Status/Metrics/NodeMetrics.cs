using System.Collections.Immutable;
using Visor.Supervision;

namespace Visor.Status.Metrics;

/// <summary>What is said of the node and its processes.</summary>
internal static class NodeMetrics
{
    public const string Core = "core";
    public const string DataNode = "data_node";

    private static readonly ImmutableArray<string> States = ["starting", "ready", "restarting", "stopping", "upgrading", "stopped", "failed"];

    public static void Write(Exposition text, NodePart node)
    {
        text.Gauge("visor_node_info", "Always 1; the label says which release the node runs, or ran last.",
            new Sample(1, Label.Of("release", node.Release)));
        text.Gauge("visor_node_state", "1 for the state the node is in, 0 for each other.",
            [.. States.Select(state => new Sample(string.Equals(state, node.State, StringComparison.Ordinal), Label.Of("state", state)))]);
        text.Gauge("visor_node_ready", "1: the node runs and its core has answered since its start.", new Sample(node.State is "ready"));
        text.Gauge("visor_node_up", "1: the process runs; there is no data_node where the node has none.",
            [.. Processes(node).Select(p => new Sample(p.Status is not null, Label.Of("process", p.Name)))]);
        text.Gauge("visor_node_start_time_seconds", "When the process was started, in seconds since the UNIX epoch; absent while it does not run.",
            [.. Processes(node).Where(p => p.Status is not null).Select(p => Sample.At(p.Status!.Since, Label.Of("process", p.Name)))]);
        text.Counter("visor_restarts_total", "Restarts of the node since this Visor began, by the process that was at fault and what it did.",
            Restart(Core, "ended", node.Restarts.CoreEnded),
            Restart(DataNode, "ended", node.Restarts.DataNodeEnded),
            Restart(Core, "rpc_silent", node.Restarts.CoreSilent),
            Restart("node", "start_failed", node.Restarts.StartFailed));
        text.Gauge("visor_rpc_up", "1: the core answered when it was asked last.", new Sample(node.Rpc is "answers"));
        text.Gauge("visor_block_height", "The last block the core has processed; absent while it is not known.",
            node.Height is { } height ? [new Sample(height)] : []);
    }

    private static IEnumerable<(string Name, ProcessStatus? Status)> Processes(NodePart node) =>
        node.WithDataNode ? [(Core, node.Core), (DataNode, node.DataNode)] : [(Core, node.Core)];

    private static Sample Restart(string process, string reason, int count) => new(count, Label.Of("process", process, "reason", reason));
}
