namespace Visor.SimulatedCosmosNode.Home;

/// <param name="Height">The last block that is stored, whether or not the application has executed it.</param>
/// <param name="Time">Of this block; null: unknown.</param>
internal sealed record BlockStoreState(long Height, DateTimeOffset? Time = null);
