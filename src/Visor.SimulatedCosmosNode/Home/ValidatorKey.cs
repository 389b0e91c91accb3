namespace Visor.SimulatedCosmosNode.Home;

/// <summary>What is in <c>config/priv_validator_key.json</c>.</summary>
/// <param name="IsOfNoValidator">A node has made it, and the network does not know it.</param>
internal sealed record ValidatorKey(string Address, bool IsOfNoValidator);
