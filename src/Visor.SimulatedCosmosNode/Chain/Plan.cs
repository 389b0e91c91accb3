namespace Visor.SimulatedCosmosNode.Chain;

/// <summary>An upgrade plan of the chain.</summary>
/// <param name="Height">The first block of the new release.</param>
/// <param name="Info">As it was voted on; empty: none.</param>
/// <param name="ScheduledAt">Once this block is committed, the plan is pending.</param>
/// <param name="CancelledAt">Once this block is committed, it is not any more; null: it is never cancelled.</param>
/// <param name="Skipped">The network skips it: the old release is right for its block and for those after it.</param>
internal sealed record Plan(string Name, long Height, string Info = "", long ScheduledAt = 1, long? CancelledAt = null, bool Skipped = false)
{
    /// <summary>The block in which the plan takes effect: later than its height if it was made in the block of that height.</summary>
    public long TakesEffectAt => Math.Max(Height, ScheduledAt + 1);

    public bool IsCancelledBy(long committed) => CancelledAt <= committed;
}
