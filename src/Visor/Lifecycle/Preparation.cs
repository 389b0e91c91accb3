using Visor.Model;

namespace Visor.Lifecycle;

/// <summary>How far the next release has been made ready.</summary>
internal abstract record Preparation
{
    /// <summary>Nothing is accepted.</summary>
    public sealed record None : Preparation;

    /// <summary>An attempt to make it ready follows, after a delay.</summary>
    /// <param name="Attempt">The attempt that follows, from 1.</param>
    /// <param name="Problem">What went wrong in the attempt before; null: nothing yet.</param>
    public sealed record Pending(UpgradePlan Plan, int Attempt, string? Problem) : Preparation
    {
        /// <summary>How long the server of the releases wants to be left alone.</summary>
        public TimeSpan RetryAfter { get; init; }
    }

    /// <summary>Being made ready.</summary>
    /// <param name="Attempt">From 1.</param>
    /// <param name="Problem">What went wrong in the attempt before; null: nothing yet.</param>
    public sealed record Staging(UpgradePlan Plan, int Attempt, string? Problem) : Preparation;

    /// <summary>It lies in its folder and has been proven to run.</summary>
    public sealed record Staged(UpgradePlan Plan, Release Release) : Preparation;

    /// <summary>The plan it is for; null: none.</summary>
    public static UpgradePlan? PlanOf(Preparation preparation) => preparation switch
    {
        Pending pending => pending.Plan,
        Staging staging => staging.Plan,
        Staged staged => staged.Plan,
        _ => null,
    };

    /// <summary>Why it is not ready; null: nothing has gone wrong yet.</summary>
    public static string? ProblemOf(Preparation preparation) => preparation switch
    {
        Pending pending => pending.Problem,
        Staging staging => staging.Problem,
        _ => null,
    };
}
