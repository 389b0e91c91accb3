using Visor.Model;

namespace Visor.Chains.Cosmos.Layout;

/// <summary>What the node has said of the plans, beside what is decided by: the text of the last one, and whether this is a validator.</summary>
internal sealed class HeardPlans
{
    private volatile Heard? _last;

    /// <summary>Whether the node has a share in the votes; true while that is not known.</summary>
    public bool IsValidator { get; set; } = true;

    public void Note(UpgradePlan plan, string info) => _last = new Heard(plan, info);

    /// <returns>Null: it was not heard.</returns>
    public string? InfoOf(UpgradePlan plan) => _last is { } last && last.Plan == plan ? last.Info : null;

    private sealed record Heard(UpgradePlan Plan, string Info);
}
