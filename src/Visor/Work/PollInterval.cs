using Visor.Model;

namespace Visor.Work;

/// <summary>How long to wait before a core is asked for its upgrade status again.</summary>
internal static class PollInterval
{
    public static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan Waiting = TimeSpan.FromMilliseconds(100);
    public static readonly TimeSpan Close = TimeSpan.FromMilliseconds(50);

    private const ulong CloseBlocks = 10;
    private const ulong SoonBlocks = 100;
    private static readonly TimeSpan CloseTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SoonTime = TimeSpan.FromMinutes(2);

    /// <param name="acceptedHeight">Height of the accepted plan; null: nothing is accepted.</param>
    /// <param name="progress">Where the core stood at most a few seconds ago; null: not known, or older than that.</param>
    public static TimeSpan Next(ulong? acceptedHeight, BlockProgress? progress)
    {
        if (acceptedHeight is not { } height)
            return Idle;
        if (progress is null)
            return Waiting;

        var blocks = progress.BlocksUntil(height);
        var time = progress.TimeUntil(height);
        // Blocks count as well as time: a core that catches up is far faster than the pace it reports.
        if (blocks <= CloseBlocks || time <= CloseTime)
            return Close;
        return blocks <= SoonBlocks || time is null || time <= SoonTime ? Waiting : Idle;
    }
}
