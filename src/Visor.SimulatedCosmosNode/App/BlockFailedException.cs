namespace Visor.SimulatedCosmosNode.App;

/// <summary>The application refuses a block; what becomes of the node depends on where the block came from.</summary>
internal sealed class BlockFailedException(string message) : Exception(message);
