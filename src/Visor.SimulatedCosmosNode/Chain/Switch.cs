namespace Visor.SimulatedCosmosNode.Chain;

/// <summary>A release that the operators have agreed on outside the chain, such as a patch at a halt height.</summary>
/// <param name="Name">As in <c>upgrade</c> of the release file.</param>
/// <param name="Height">Its first block.</param>
internal sealed record Switch(string Name, long Height);
