using Visor.Model;

namespace Visor.Status.Metrics;

/// <summary>Writes a status down as it is at this moment: what the processes use is looked up each time.</summary>
internal sealed class LiveMetrics(VisorVersion version, TimeProvider time)
{
    public string Of(NodeStatus status) => MetricsText.Of(status, NodeUsage.Of(status.Node), version, time.GetUtcNow());
}
