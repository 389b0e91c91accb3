using System.Collections.Immutable;
using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Chains.Cosmos.Upgrades;

namespace Visor.Chains.Cosmos.Layout;

/// <summary>What is known of one home before any node of it is asked.</summary>
/// <param name="Settings">Cosmovisor's.</param>
/// <param name="Arguments">Of the node, as its operator gave them.</param>
/// <param name="Baseline">Tells the app's writing of upgrade-info.json from others.</param>
internal sealed record CosmosContext(CosmovisorSettings Settings, ImmutableArray<string> Arguments, RunBaseline Baseline)
{
    /// <summary>The file that an app writes when it needs its upgrade.</summary>
    public string UpgradeInfo => Path.Combine(Settings.Data, "upgrade-info.json");

    /// <summary>Heights whose upgrade the node is told to skip.</summary>
    public ImmutableHashSet<ulong> Skipped { get; init; } = [];

    /// <summary>The plans of the operator's, as they are now.</summary>
    public Func<ImmutableArray<UpgradeInfo>> OperatorPlans { get; init; } = () => [];

    /// <summary>A variable of this process's environment.</summary>
    public Func<string, string?> Environment { get; init; } = _ => null;
}
