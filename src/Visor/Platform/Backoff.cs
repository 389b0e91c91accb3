namespace Visor.Platform;

/// <summary>How long to wait before what has failed is tried again.</summary>
internal static class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MaxDelayWhenDue = TimeSpan.FromSeconds(15);

    /// <param name="attempt">The attempt that follows the wait; the first needs none.</param>
    /// <param name="due">Whether the chain waits for it already.</param>
    /// <param name="jitter">From 0 to 1: how far below its full length the wait may begin, so that many nodes do not act as one.</param>
    public static TimeSpan Before(int attempt, bool due, double jitter)
    {
        if (attempt <= 1)
            return TimeSpan.Zero;
        var full = First * Math.Pow(2, Math.Min(attempt - 2, 20));
        var longest = due ? MaxDelayWhenDue : MaxDelay;
        return (full < longest ? full : longest) * (1 - (jitter / 2));
    }
}
