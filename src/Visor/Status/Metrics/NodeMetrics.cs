using System.Collections.Immutable;
using Visor.Model;

namespace Visor.Status.Metrics;

/// <summary>What is said of the node and its processes.</summary>
internal static class NodeMetrics
{
    private static readonly ImmutableArray<string> States = ["starting", "ready", "restarting", "stopping", "upgrading", "stopped", "failed"];

    public static void Write(Exposition text, NodeStatus status, DateTimeOffset now)
    {
        var node = status.Node;
        text.Gauge("visor_node_info", "Always 1; the label is the release that the node runs, or ran last.",
            new Sample(1, Label.Format("release", node.Release)));
        text.Gauge("visor_node_state", "1 for the node's current state, 0 for every other state.",
            [.. States.Select(state => new Sample(string.Equals(state, node.State, StringComparison.Ordinal), Label.Format("state", state)))]);
        text.Gauge("visor_node_ready", "1: the node is running and has answered since its start.", new Sample(node.State is "ready"));
        text.Gauge("visor_node_up", "1: the process is running; there is no data_node if the node has none.",
            [.. Processes(node).Select(p => new Sample(p.Status is not null, Label.Format("process", p.Name)))]);
        text.Gauge("visor_node_start_time_seconds", "When the process was started, in seconds since the UNIX epoch; absent while it is not running.",
            [.. Processes(node).Where(p => p.Status is not null).Select(p => Sample.At(p.Status!.Since, Label.Format("process", p.Name)))]);
        text.Counter("visor_restarts_total", "Restarts of the node since this Visor started, by failed process and reason.",
            [
                .. node.Processes.Select(p => p.Role).Concat(node.Absent).Select(role => Restart(role.Snake, "ended", node.Restarts.EndedOf(role))),
                .. node.Processes.Take(1).Select(p => Restart(p.Role.Snake, "rpc_silent", node.Restarts.Silent)),
                Restart("node", "start_failed", node.Restarts.StartFailed),
            ]);
        text.Gauge("visor_rpc_up", "1: the node answered the last query.", new Sample(node.Rpc is "answers"));
        text.Gauge("visor_node_stalled", "1: the node answers, and its app has failed (a consensus failure): it makes no blocks.", new Sample(status.Stalled is true));
        text.Gauge("visor_block_height", "The last block that the node has processed; absent while unknown, or older than two polls.",
            node.Height is { } height && !BlockHeightText.IsOld(status, now) ? [new Sample(height)] : []);
    }

    private static IEnumerable<(string Name, ProcessStatus? Status)> Processes(NodePart node) => node.Processes.Select(p => (p.Role.Snake, p.Running));

    private static Sample Restart(string process, string reason, int count) => new(count, Label.Format("process", process, "reason", reason));
}
