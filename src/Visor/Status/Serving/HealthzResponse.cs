using Visor.Model;

namespace Visor.Status.Serving;

/// <summary>
/// What <c>/healthz</c> says: 200 for a node that is ready and whose RPC answers, else 503 with the reason, in the first line. Below it stands what everything else shows: an
/// upgrade that is not ready needs somebody, and does not make a node ill.
/// </summary>
internal static class HealthzResponse
{
    public static StaticResponse Respond(NodeStatus? status)
    {
        if (status is null)
            return StaticResponse.Plain(503, "starting: no status yet");
        var (code, first) = First(status);
        return StaticResponse.Plain(code, string.Join('\n', [first, .. status.Health.Lines.Select(line => PlainText.Excerpt(line, MaxChars))]));
    }

    private const int MaxChars = 1000;

    private static (int Code, string Line) First(NodeStatus status)
    {
        var node = status.Node;
        return node switch
        {
            { State: "ready", Rpc: "answers" } => (200, "ready"),
            { State: "ready" } => (503, $"ready, but its {node.Asked} does not answer: {PlainText.Excerpt(node.Rpc)}"),
            { Reason: { } reason } => (503, $"{node.State}: {PlainText.Excerpt(reason)}"),
            _ when status.Upgrade is { State: "held", Reason: { } held } => (503, $"{node.State}: held: {PlainText.Excerpt(held)}"),
            { State: "upgrading" } when status.Upgrade is { State: "due" } due => (503, $"{node.State}: the upgrade to {due.Tag} is {PlainText.Excerpt(UpgradeText.Format(due, hold: null))}"),
            { Rpc: "answers" } => (503, node.State),
            _ => (503, $"{node.State}: {PlainText.Excerpt(node.Rpc)}"),
        };
    }
}
