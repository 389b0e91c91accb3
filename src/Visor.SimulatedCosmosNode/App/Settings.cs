namespace Visor.SimulatedCosmosNode.App;

/// <summary>What the operator has set for this start.</summary>
/// <param name="SkipHeights">Blocks whose upgrade is skipped.</param>
/// <param name="HaltHeight">0: none.</param>
internal sealed record Settings(IReadOnlyList<long> SkipHeights, long HaltHeight);
