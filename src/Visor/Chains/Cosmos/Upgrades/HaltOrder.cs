namespace Visor.Chains.Cosmos.Upgrades;

/// <summary>What a node was told when it was started: to halt, for a plan of the operator's.</summary>
/// <param name="First">The plan's block: the first one of the next release.</param>
/// <param name="Told">The halt height that the app was given: <paramref name="First"/>, or the block before.</param>
internal sealed record HaltOrder(ulong First, ulong Told)
{
    /// <summary>Up to SDK 0.47 the app commits the block that it was told, and one more at each further start: a start behind the halt is a start too many.</summary>
    public bool CommitsItsHaltHeight => Told < First;

    /// <summary>The node has ended by itself, and nothing told whether it had reached the block.</summary>
    public bool IsUnclear { get; init; }
}
