namespace Visor.SimulatedNode.Processes;

/// <summary>The node cannot go on: its message goes to stderr and it exits with 1, as the real one does.</summary>
internal sealed class NodeFailedException(string message) : Exception(message);
