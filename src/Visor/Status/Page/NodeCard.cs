using Visor.Model;

namespace Visor.Status.Page;

/// <summary>What is known about the node and its Visor, line by line.</summary>
internal static class NodeCard
{
    public static Html Render(NodeStatus status, DateTimeOffset now)
    {
        var (visor, node) = (status.Visor, status.Node);
        return Html.Of($"""
            <h2 id="node-title">Node</h2>
            <dl>
            <dt>Release</dt><dd>{node.Release}</dd>
            <dt>Block</dt><dd>{BlockHeightText.Format(status, now)}</dd>
            <dt>RPC</dt><dd>{node.Rpc}</dd>
            <dt>Restarts</dt><dd>{Restarts(node)}</dd>
            <dt>Configuration</dt><dd>{(status.Configuration.Valid ? "valid" : "has errors")}</dd>
            <dt>Hold</dt><dd>{status.Held?.Words ?? "none"}</dd>
            <dt>Visor</dt><dd>{visor.Version}, pid {visor.Pid}, for {Spans.Age(now - visor.Since)}</dd>
            </dl>
            """);
    }

    private static string Restarts(NodePart node)
    {
        IEnumerable<(int Count, string What)> reasons =
        [
            .. node.Processes.Select(p => (node.Restarts.EndedOf(p.Role), $"{p.Role} ended")),
            .. node.Processes.Take(1).Select(p => (node.Restarts.Silent, $"{p.Role} silent")),
            (node.Restarts.StartFailed, "start failed"),
        ];
        return node.Restarts.Sum() == 0 ? "none" : string.Join(", ", reasons.Where(r => r.Count > 0).Select(r => $"{r.Count} × {r.What}"));
    }
}
