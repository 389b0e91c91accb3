using Visor.Model;

namespace Visor.Chains;

/// <summary>What a running node says of the next upgrade, judged for the release that runs here.</summary>
internal abstract record PlanReading
{
    private PlanReading()
    {
    }

    /// <summary>Why the node makes no blocks although it lives and answers, with the remedy; null: it makes them, as far as is known. Free of control characters.</summary>
    public string? Stalled { get; init; }

    /// <summary>Nothing is accepted, or only what this node has behind it.</summary>
    public sealed record Nothing : PlanReading;

    public sealed record Accepted(UpgradePlan Plan) : PlanReading;

    /// <summary>The old release has ended its work: it waits to be stopped.</summary>
    public sealed record Due(UpgradePlan Plan) : PlanReading;

    /// <summary>The node stays as it is, and an operator has to know.</summary>
    /// <param name="Reason">The text of the alert. Free of control characters.</param>
    public sealed record Refused(string Reason) : PlanReading;
}
