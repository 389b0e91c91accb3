namespace Visor.SimulatedNode.Core;

/// <summary>Where a core listens.</summary>
/// <param name="StatisticsPort">On 127.0.0.1; null: no statistics.</param>
internal sealed record CoreSockets(string AdminSocket, string HttpPath, int? StatisticsPort);
