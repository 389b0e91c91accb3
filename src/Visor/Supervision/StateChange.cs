using Visor.Lifecycle;

namespace Visor.Supervision;

/// <summary>One step of the lifecycle that has led to another state.</summary>
internal sealed record StateChange(NodeState Before, NodeEvent Happened, NodeState After);
