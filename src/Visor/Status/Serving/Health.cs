using Visor.Model;

namespace Visor.Status.Serving;

/// <summary>What <c>/healthz</c> says: 200 for a node that is ready and whose core answers, else 503 with the reason.</summary>
internal static class Health
{
    public static StaticResponse Respond(NodeStatus? status)
    {
        if (status is null)
            return StaticResponse.Plain(503, "starting: no status yet");
        var node = status.Node;
        return node switch
        {
            { State: "ready", Rpc: "answers" } => StaticResponse.Plain(200, "ready"),
            { State: "ready" } => StaticResponse.Plain(503, $"ready, but its {node.Asked} does not answer: {PlainText.Excerpt(node.Rpc)}"),
            { Reason: { } reason } => StaticResponse.Plain(503, $"{node.State}: {PlainText.Excerpt(reason)}"),
            _ when status.Upgrade is { State: "held", Reason: { } held } => StaticResponse.Plain(503, $"{node.State}: held: {PlainText.Excerpt(held)}"),
            _ => StaticResponse.Plain(503, $"{node.State}: {PlainText.Excerpt(node.Rpc)}"),
        };
    }
}
