namespace Visor.SimulatedNode.Chain;

/// <summary>An upgrade the network has agreed on.</summary>
/// <param name="AcceptedAtHeight">The block from which the nodes announce it.</param>
/// <param name="Height">The last block of the release before it.</param>
/// <param name="WithdrawnAtHeight">The block from which it does not count any more.</param>
internal sealed record Upgrade(string Release, long AcceptedAtHeight, long Height, long? WithdrawnAtHeight = null)
{
    public bool WithdrawnBy(long height) => WithdrawnAtHeight <= height;
}
