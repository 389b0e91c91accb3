namespace Visor.SimulatedCosmosNode.Home;

internal sealed record CountState(int Count);
