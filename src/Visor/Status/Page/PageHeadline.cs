using Visor.Model;

namespace Visor.Status.Page;

/// <summary>How good or bad something is. The colour says the same as the word beside it, never more.</summary>
internal enum Tone
{
    Calm,
    Good,
    Warn,
    Bad,
}

/// <summary>The node in one word and one sentence.</summary>
internal sealed record PageHeadline(Tone Tone, string Word, string Sentence)
{
    public static PageHeadline Of(NodeStatus status)
    {
        var node = status.Node;
        var reason = node.Reason ?? RpcProblem(node);
        return (node.State, status.Upgrade) switch
        {
            ("ready", _) when RpcProblem(node) is { } silent => new(Tone.Bad, "NOT ANSWERING", $"{node.Release} runs, but its {node.Asked} does not answer: {silent}"),
            ("ready", _) when NeedsAttention(status) => new(Tone.Warn, "READY", $"{node.Release} runs, but something below needs you"),
            ("ready", _) => new(Tone.Good, "READY", $"{node.Release} runs and its {node.Asked} answers"),
            ("upgrading", { State: "held" } held) => new(Tone.Bad, "HELD", $"The chain waits at block {held.Height} for {held.Tag}, and every block costs: {held.Reason}"),
            ("upgrading", { Reason: { } missing } due) => new(Tone.Bad, "NOT READY", $"The chain waits at block {due.Height} for {due.Tag}: {missing}"),
            ("upgrading", { } due) => new(Tone.Warn, "UPGRADING", $"From {node.Release} to {due.Tag} at block {due.Height}"),
            ("upgrading", _) => new(Tone.Warn, "UPGRADING", $"{node.Release} is being started"),
            ("starting", _) => new(Tone.Warn, "STARTING", With($"{node.Release} is being started", reason)),
            ("restarting", _) => new(Tone.Bad, "RESTARTING", With($"{node.Release} is being started again", reason)),
            ("stopping", _) => new(Tone.Warn, "STOPPING", With($"{node.Release} is being stopped", node.Reason)),
            ("stopped", _) => new(Tone.Calm, "STOPPED", With("Visor has stopped the node, as it was asked to", node.Reason)),
            ("failed", _) => new(Tone.Bad, "FAILED", With("Visor has given up", node.Reason)),
            _ => new(Tone.Bad, node.State.ToUpperInvariant(), With(node.Release, reason)),
        };
    }

    private static string? RpcProblem(NodePart node) => string.Equals(node.Rpc, "answers", StringComparison.Ordinal) ? null : node.Rpc;

    private static bool NeedsAttention(NodeStatus status) =>
        status.Alert is not null || status.Drift is not null || status.Journal is not null || !status.Configuration.Valid || status.Upgrade is { State: "notReady" };

    private static string With(string what, string? reason) => reason is null ? what : $"{what}: {reason}";
}
