using Visor.SimulatedCosmosNode.Home;
using Visor.SimulatedNode.Processes;

namespace Visor.SimulatedCosmosNode.Consensus;

/// <summary>The blocks of the node: at most one more than its application has executed.</summary>
internal sealed class BlockStore(NodeHome home)
{
    public long Height { get; private set; } = StateFiles.Load(home.BlockStoreState, HomeJson.Default.BlockStoreState)?.Height ?? 0;

    public void Save(long block)
    {
        StateFiles.Save(home.BlockStoreState, new BlockStoreState(block), HomeJson.Default.BlockStoreState);
        Height = block;
    }
}
