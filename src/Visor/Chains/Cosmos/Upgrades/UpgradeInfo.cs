
namespace Visor.Chains.Cosmos.Upgrades;

/// <summary>What <c>data/upgrade-info.json</c> says: which upgrade, at which block.</summary>
/// <param name="Height">The block that the old release could not execute: the first of the new release. Above 0.</param>
/// <param name="Info">As the chain has it; empty: none.</param>
internal sealed record UpgradeInfo(UpgradeName Name, ulong Height, string Info);
