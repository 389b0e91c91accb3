namespace Visor.SimulatedCosmosNode.Consensus;

/// <summary>What the node says of itself without asking its application.</summary>
/// <param name="Store">The last block that is stored; 0: none is.</param>
/// <param name="Time">Of that block.</param>
/// <param name="CatchingUp">It fetches blocks and takes no part in the consensus.</param>
/// <param name="HasFailed">Its consensus has failed: the process lives, and no block comes any more.</param>
/// <param name="Proposed">A block is proposed and being executed before it is decided.</param>
/// <param name="First">The first block that is stored.</param>
internal sealed record NodeView(long Store, DateTimeOffset Time, bool CatchingUp, bool HasFailed = false, bool Proposed = false, long First = 1);
