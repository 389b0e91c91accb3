using System.Collections.Immutable;
using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Model;

namespace Visor.Chains.Cosmos.Layout;

/// <summary>What is known of one home before any node of it is asked.</summary>
/// <param name="Settings">Cosmovisor's.</param>
/// <param name="Arguments">Of the node, as its operator gave them.</param>
/// <param name="Baseline">Tells the app's writing of upgrade-info.json from others.</param>
internal sealed record CosmosContext(CosmovisorSettings Settings, ImmutableArray<string> Arguments, RunBaseline Baseline)
{
    /// <summary>The file that an app writes when it needs its upgrade.</summary>
    public string UpgradeInfo => Path.Combine(Settings.Data, "upgrade-info.json");

    /// <summary>Where Visor asks, if the operator has said so for it alone.</summary>
    public RpcAddressOverride? RpcAddress { get; init; }

    /// <summary>Where <see cref="Settings"/> come from, for people.</summary>
    public string SettingsSource { get; init; } = "the environment";

    /// <summary>Variables of the last start, <c>NAME=value</c>, that this process's environment does not have: everything that is started here gets them too.</summary>
    public ImmutableArray<string> Inherited { get; init; } = [];

    /// <summary>Variables of the app's that the last start had and whose values nobody has kept.</summary>
    public ImmutableArray<string> Forgotten { get; init; } = [];

    /// <summary>Heights whose upgrade the node is told to skip.</summary>
    public ImmutableHashSet<ulong> Skipped { get; init; } = [];

    /// <summary>The plans of the operator's, which no chain has agreed on.</summary>
    public OperatorPlans OperatorPlans { get; } = new(Path.Combine(Settings.Root, ".visor", "plans.json"), Path.Combine(Settings.Data, "upgrade-info.json.batch"));

    /// <summary>Remembers the block that the node was told to halt at, over the end of this program too.</summary>
    public HaltRecord Halt { get; } = new(Path.Combine(Settings.Root, ".visor", "halt-height"));

    /// <summary>What the node has said of the plans.</summary>
    public HeardPlans Heard { get; } = new();

    /// <summary>Whether the operator has said in so many words that a download needs no checksum.</summary>
    public bool IsToldToTrust => GoBoolean.Parse(Environment(CosmovisorVariables.MustHaveChecksum) ?? "") is false;

    /// <summary>A variable of this process's environment.</summary>
    public Func<string, string?> Environment { get; init; } = _ => null;

    /// <summary>A plan of the chain by the name of its folder; null: it can be no folder's name.</summary>
    public UpgradePlan? PlanOf(UpgradeInfo plan) =>
        ReleaseTag.TryParseEscaped(plan.Name.FolderName(!Settings.DisableRecase), out var tag) ? new UpgradePlan(tag, plan.Height) : null;
}
