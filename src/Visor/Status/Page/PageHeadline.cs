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

/// <summary>The colour of a verdict.</summary>
internal static class PageHeadline
{
    public static Tone ToneOf(Health health, NodePart node) => health.Verdict switch
    {
        Verdict.Healthy => Tone.Good,
        Verdict.InProgress => Tone.Warn,
        Verdict.ActionNeeded => node is { State: "ready", Rpc: "answers" } ? Tone.Warn : Tone.Bad,
        _ => health.Word is "STOPPED" ? Tone.Calm : Tone.Bad,
    };
}
