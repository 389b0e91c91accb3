namespace Visor.Model;

/// <summary>Where a core stands in the chain.</summary>
/// <param name="Height">The last block it has processed.</param>
/// <param name="BlockDuration">How long a block took lately; zero: the core has not measured it yet.</param>
internal sealed record BlockProgress(ulong Height, TimeSpan BlockDuration)
{
    /// <summary>How often a node is asked for it at the most.</summary>
    /// <param name="isPlanned">Whether an upgrade comes, so that it matters when.</param>
    public static TimeSpan PollInterval(bool isPlanned) => TimeSpan.FromSeconds(isPlanned ? 2 : 10);

    /// <summary>Blocks that are left until <paramref name="height"/>; 0 once it is reached.</summary>
    public ulong BlocksUntil(ulong height) => height > Height ? height - Height : 0;

    /// <summary>The time left until <paramref name="height"/> at the present pace; null: the pace is not known.</summary>
    public TimeSpan? TimeUntil(ulong height)
    {
        if (BlocksUntil(height) is var blocks && blocks == 0)
            return TimeSpan.Zero;
        if (BlockDuration <= TimeSpan.Zero)
            return null;
        var ticks = (UInt128)blocks * (ulong)BlockDuration.Ticks;
        return ticks > long.MaxValue ? TimeSpan.MaxValue : new TimeSpan((long)ticks);
    }
}
