namespace Visor.SimulatedCosmosNode.Home;

/// <summary>What <c>data/upgrade-info.json</c> says to a node that starts.</summary>
internal sealed record UpgradeInfo(string Name, long Height);
