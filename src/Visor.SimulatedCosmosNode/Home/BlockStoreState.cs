namespace Visor.SimulatedCosmosNode.Home;

/// <param name="Height">The last block that is stored, whether or not the application has executed it.</param>
internal sealed record BlockStoreState(long Height);
