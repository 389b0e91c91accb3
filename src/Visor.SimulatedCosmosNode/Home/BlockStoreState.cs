namespace Visor.SimulatedCosmosNode.Home;

/// <param name="Height">The last block that is stored, whether or not the application has executed it.</param>
/// <param name="Time">Of this block; null: unknown.</param>
/// <param name="First">The first block that is stored, or will be: a snapshot brings no block along.</param>
internal sealed record BlockStoreState(long Height, DateTimeOffset? Time = null, long First = 1);
