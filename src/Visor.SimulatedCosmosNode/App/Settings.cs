namespace Visor.SimulatedCosmosNode.App;

/// <summary>What the operator has set for this start.</summary>
/// <param name="SkipHeights">Blocks whose upgrade is skipped.</param>
/// <param name="HaltHeight">0: none.</param>
/// <param name="KeepRecent">Of so many blocks before the last one the state is kept.</param>
internal sealed record Settings(IReadOnlyList<long> SkipHeights, long HaltHeight, long KeepRecent);
