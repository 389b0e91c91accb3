namespace Visor.Lifecycle;

/// <summary>One step of the lifecycle that has led to another state.</summary>
internal sealed record StateTransition(NodeState Before, NodeEvent Happened, NodeState After);
