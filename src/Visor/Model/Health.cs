using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Visor.Model;

/// <summary>
/// Whether somebody has to do anything: made here alone, and shown with these words by everything that shows it.
/// </summary>
/// <param name="Word">The verdict in the largest letters.</param>
/// <param name="Sentence">The worst problem with its remedy; of a node that is well: what runs.</param>
/// <param name="Hold">Who keeps Visor from switching, since when and why; null: nobody.</param>
/// <param name="Problems">What is not well, worst first; empty: all is well.</param>
internal sealed record Health(Verdict Verdict, string Word, string Sentence, string? Hold, ImmutableArray<HealthProblem> Problems)
{
    public const string AllWell = "ALL WELL";

    /// <summary>Such as <c>ACTION NEEDED: the upgrade to v0.76.0 is NOT READY: …</c>.</summary>
    [JsonIgnore]
    public string Headline => $"{Word}: {Sentence}";

    [JsonIgnore]
    public bool IsHealthy => Verdict is Verdict.Healthy;

    /// <summary>Somebody has to do something, sooner or later.</summary>
    [JsonIgnore]
    public bool NeedsAction => Verdict is Verdict.ActionNeeded or Verdict.Down;

    /// <summary>The headline, every other problem, and the hold: a line each.</summary>
    [JsonIgnore]
    public IEnumerable<string> Lines => [Headline, .. Problems.Skip(1).Select(p => p.Line), .. Hold is null ? (string[])[] : [Hold]];

    /// <param name="visor">What whoever asks knows of the Visor that has published it; null: what it says of itself.</param>
    /// <param name="start">The command that starts a Visor; null: not known.</param>
    public static Health Of(NodeStatus status, VisorLife? visor = null, string? start = null)
    {
        var life = visor ?? (status.Visor.Running ? VisorLife.Runs : VisorLife.Ended);

        // What somebody has to act on comes before what passes by itself.
        ImmutableArray<HealthProblem> problems = [.. HealthProblems.Find(status, life, start).OrderBy(p => p.Passes)];
        var verdict = VerdictOf(status, life, problems);
        return new Health(
            verdict,
            WordOf(verdict, status, life),
            problems is [var worst, ..] ? worst.Line : $"{status.Node.Release} runs and its {status.Node.Asked} answers",
            status.Held is { } hold ? $"{hold.Words}; no switch until `{status.Resume}`" : null,
            problems);
    }

    /// <summary>Nothing that can be read is published.</summary>
    /// <param name="resume">The command that ends a hold.</param>
    public static Health Unknown(string why, OperatorHold? hold, string resume) => new(
        Verdict.ActionNeeded, "NOT KNOWN", why, hold is null ? null : $"{hold.Words}; no switch until `{resume}`", [new HealthProblem(HealthArea.Visor, why)]);

    private static Verdict VerdictOf(NodeStatus status, VisorLife life, ImmutableArray<HealthProblem> problems) => (life, status.Node.State) switch
    {
        (VisorLife.Runs, "stopped" or "failed") => Verdict.Down,
        (VisorLife.Ended or VisorLife.Died, _) when !status.Node.Lives => Verdict.Down,
        _ when problems.IsEmpty => Verdict.Healthy,
        _ => problems.All(p => p.Passes) ? Verdict.InProgress : Verdict.ActionNeeded,
    };

    private static string WordOf(Verdict verdict, NodeStatus status, VisorLife life) => verdict switch
    {
        Verdict.Healthy => AllWell,
        Verdict.InProgress => status.Node.State is "ready" ? "UPGRADING" : status.Node.State.ToUpperInvariant(),
        Verdict.ActionNeeded => "ACTION NEEDED",
        _ => life is not VisorLife.Died && status.Node is { State: "stopped", Reason: null } ? "STOPPED" : "DOWN",
    };
}

/// <summary>The answer to "do I have to do anything?".</summary>
[JsonConverter(typeof(VerdictJson))]
internal enum Verdict
{
    /// <summary>No.</summary>
    Healthy,

    /// <summary>No: Visor is at it.</summary>
    InProgress,

    /// <summary>Yes: the node runs, or waits.</summary>
    ActionNeeded,

    /// <summary>Yes, unless it was meant to be: nothing of the node runs, and nothing starts it.</summary>
    Down,
}

/// <summary>What is known of the Visor that has published a status.</summary>
internal enum VisorLife
{
    Runs,

    /// <summary>In good order.</summary>
    Ended,

    /// <summary>It has left no word.</summary>
    Died,
}
