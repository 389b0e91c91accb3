using Visor.Chains.Vega.Layout;
using Visor.Model;
using Visor.Processes;

namespace Visor.Chains.Vega.Launch;

/// <summary>The history that a data node keeps tells how far its core came.</summary>
internal sealed class VegaWitness(CommandRunner commands) : IUpgradeWitness
{
    private readonly HistorySegmentQuery _segments = new(commands);

    public string Name => "the data node's history";

    public async Task<WitnessAnswer> Ask(NodeDefinition definition, FileLock nodeLock, CancellationToken cancellation) =>
        definition is RunConfig { DataNode: { } dataNode } ? await _segments.Read(dataNode, nodeLock, cancellation) : new WitnessAnswer.Nothing();
}
