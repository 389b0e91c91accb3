using Visor.SimulatedCosmosNode.Home;
using Visor.SimulatedNode.Processes;

namespace Visor.SimulatedCosmosNode.Consensus;

/// <summary>The blocks of the node: at most one more than its application has executed.</summary>
internal sealed class BlockStore(NodeHome home)
{
    private BlockStoreState _state = StateFiles.Load(home.BlockStoreState, HomeJson.Default.BlockStoreState) ?? new BlockStoreState(0);

    /// <summary>The block that the next one follows.</summary>
    public long Height => _state.Height;

    /// <summary>The last block that is there; 0: there is none, also after a snapshot.</summary>
    public long Last => _state.Height < _state.First ? 0 : _state.Height;

    public long First => _state.First;

    /// <summary>Of the last block.</summary>
    public DateTimeOffset Time => _state.Time ?? default;

    public void Save(long block, DateTimeOffset time) => Save(_state with { Height = block, Time = time });

    /// <summary>The blocks begin behind a snapshot.</summary>
    public void BeginAfter(long snapshot) => Save(new BlockStoreState(snapshot, Time: null, snapshot + 1));

    private void Save(BlockStoreState state)
    {
        _state = state;
        StateFiles.Save(home.BlockStoreState, _state, HomeJson.Default.BlockStoreState);
    }
}
