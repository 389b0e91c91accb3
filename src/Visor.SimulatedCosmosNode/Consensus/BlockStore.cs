using Visor.SimulatedCosmosNode.Home;
using Visor.SimulatedNode.Processes;

namespace Visor.SimulatedCosmosNode.Consensus;

/// <summary>The blocks of the node: at most one more than its application has executed.</summary>
internal sealed class BlockStore(NodeHome home)
{
    private BlockStoreState _state = StateFiles.Load(home.BlockStoreState, HomeJson.Default.BlockStoreState) ?? new BlockStoreState(0);

    public long Height => _state.Height;

    /// <summary>Of the last block.</summary>
    public DateTimeOffset Time => _state.Time ?? default;

    public void Save(long block, DateTimeOffset time)
    {
        _state = new BlockStoreState(block, time);
        StateFiles.Save(home.BlockStoreState, _state, HomeJson.Default.BlockStoreState);
    }
}
