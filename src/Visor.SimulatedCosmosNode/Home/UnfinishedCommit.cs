namespace Visor.SimulatedCosmosNode.Home;

/// <summary>The first block of a release while it is being written.</summary>
internal sealed record UnfinishedCommit(string Upgrade, long Height);
