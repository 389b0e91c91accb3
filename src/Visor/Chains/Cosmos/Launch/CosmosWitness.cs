using Visor.Model;
using Visor.Processes;

namespace Visor.Chains.Cosmos.Launch;

/// <summary>What the data of a stopped node has been through cannot be read without its app: the old release, started once more, says it itself and does no harm.</summary>
internal sealed class CosmosWitness : IUpgradeWitness
{
    public string Name => "the node's data";

    public Task<WitnessAnswer> Ask(NodeDefinition definition, FileLock nodeLock, CancellationToken cancellation) => Task.FromResult<WitnessAnswer>(new WitnessAnswer.Nothing());
}
