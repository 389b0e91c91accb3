using Visor.Model;

namespace Visor.Lifecycle;

/// <summary>The next upgrade as a state knows it: the one answer to "what comes next" for decisions, status and events. Pure.</summary>
/// <param name="Next">How far its release has been made ready; <see cref="Preparation.None"/>: no upgrade is known.</param>
/// <param name="IsDue">The node has reached the block: only the new release follows.</param>
/// <param name="Hold">The operator's reason to wait, where the upgrade waits for nothing else; null: none.</param>
internal sealed record UpgradeProgress(Preparation Next, bool IsDue, string? Hold)
{
    /// <summary>Null: no upgrade is known.</summary>
    public UpgradePlan? Plan => Preparation.PlanOf(Next);

    /// <summary>Null: none is due.</summary>
    public UpgradePlan? DuePlan => IsDue ? Plan : null;

    public static UpgradeProgress In(NodeState state) => state switch
    {
        NodeState.Running r => new(r.Next, IsDue: false, Hold: null),
        NodeState.Due d => new(d.Next, IsDue: true, d.Hold),
        NodeState.Stopping { Then: StopPurpose.AwaitUpgrade a } => new(a.Next, IsDue: true, a.Hold),
        NodeState.Stopping { Then: StopPurpose.RemainStopped { Due: { } plan } } => new(new Preparation.Pending(plan, 1, null), IsDue: true, Hold: null),
        NodeState.Stopping { Then: StopPurpose.Activate a } => new(new Preparation.Staged(a.Plan, a.To), IsDue: true, Hold: null),
        NodeState.Activating a => new(new Preparation.Staged(a.Plan, a.To), IsDue: true, Hold: null),
        _ => new(new Preparation.None(), IsDue: false, Hold: null),
    };
}
