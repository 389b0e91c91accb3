using Visor.Model;

namespace Visor.Node;

/// <summary>Where a core stood at some moment, from which follows how far it can have come since.</summary>
/// <param name="At">A timestamp of the clock that is asked.</param>
internal sealed record HeightEstimate(BlockProgress Progress, long At)
{
    /// <summary>A core that catches up is faster than the chain; by more than this it is not taken to be.</summary>
    private const double Fastest = 10;

    /// <summary>Null: the pace of the chain is not known.</summary>
    public ulong? AtMost(TimeProvider time)
    {
        if (Progress.BlockDuration <= TimeSpan.Zero)
            return null;
        var since = 1 + (ulong)Math.Ceiling(time.GetElapsedTime(At) / Progress.BlockDuration * Fastest);

        // A height near the end of all numbers must not come out as one before the upgrade.
        return Progress.Height > ulong.MaxValue - since ? ulong.MaxValue : Progress.Height + since;
    }
}
