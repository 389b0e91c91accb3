namespace Visor.SimulatedCosmosNode.Consensus;

/// <summary>Where a block comes from; it decides what a block that fails does to the process.</summary>
internal enum BlockSource
{
    /// <summary>The node's own store, when it starts.</summary>
    Handshake,

    /// <summary>Other nodes, because this one is behind.</summary>
    BlockSync,

    /// <summary>The network decides it now.</summary>
    Consensus,
}
