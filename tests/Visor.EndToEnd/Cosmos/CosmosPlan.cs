namespace Visor.EndToEnd.Cosmos;

/// <summary>An upgrade plan of the chain file.</summary>
/// <param name="Height">The first block of the new release.</param>
/// <param name="ScheduledAt">Once this block is committed, the plan is pending.</param>
/// <param name="CancelledAt">Once this block is committed, it is not any more.</param>
/// <param name="Skipped">The network skips it.</param>
internal sealed record CosmosPlan(string Name, long Height, string Info = "", long ScheduledAt = 1, long? CancelledAt = null, bool Skipped = false);
