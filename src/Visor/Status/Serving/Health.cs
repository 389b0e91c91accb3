using Visor.Supervision;

namespace Visor.Status.Serving;

/// <summary>What <c>/healthz</c> says: 200 for a node that is ready and whose core answers, else 503 with the reason.</summary>
internal static class Health
{
    public static Answer Of(NodeStatus? status)
    {
        if (status is null)
            return Answer.Plain(503, "starting: Visor has not looked at its node yet");
        var node = status.Node;
        return node switch
        {
            { State: "ready", Rpc: "answers" } => Answer.Plain(200, "ready"),
            { State: "ready" } => Answer.Plain(503, $"ready, but its core does not answer: {PlainText.Excerpt(node.Rpc)}"),
            { Reason: { } reason } => Answer.Plain(503, $"{node.State}: {PlainText.Excerpt(reason)}"),
            _ when status.Upgrade is { State: "held", Reason: { } held } => Answer.Plain(503, $"{node.State}: held: {PlainText.Excerpt(held)}"),
            _ => Answer.Plain(503, $"{node.State}: {PlainText.Excerpt(node.Rpc)}"),
        };
    }
}
