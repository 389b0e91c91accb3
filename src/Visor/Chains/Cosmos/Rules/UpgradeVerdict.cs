using Visor.Chains.Cosmos.Upgrades;

namespace Visor.Chains.Cosmos.Rules;

/// <summary>What a situation means for the upgrade.</summary>
internal abstract record UpgradeVerdict
{
    private UpgradeVerdict()
    {
    }

    /// <summary>Nothing is to come.</summary>
    public sealed record Nothing : UpgradeVerdict;

    /// <summary>Nothing can be said now: what was known stays.</summary>
    public sealed record Open : UpgradeVerdict;

    /// <param name="Origin">Who wants it.</param>
    public sealed record Planned(UpgradeInfo Plan, PlanOrigin Origin) : UpgradeVerdict;

    /// <summary>The old release has ended its work.</summary>
    public sealed record Due(UpgradeInfo Plan) : UpgradeVerdict;

    /// <summary>A person has to look; the node stays as it is.</summary>
    /// <param name="Reason">For people, with the remedy.</param>
    public sealed record Alarm(string Reason) : UpgradeVerdict;
}

/// <summary>Who wants an upgrade.</summary>
internal enum PlanOrigin
{
    /// <summary>The network has agreed on it.</summary>
    Chain,

    /// <summary>An operator's file, list or command.</summary>
    Operator,
}
