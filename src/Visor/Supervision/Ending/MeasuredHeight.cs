using Visor.Node;

namespace Visor.Supervision.Ending;

/// <summary>Where a core stood at some moment, from which follows how far it can have come since.</summary>
/// <param name="At">A timestamp of the clock that is asked.</param>
internal sealed record MeasuredHeight(BlockProgress Progress, long At)
{
    /// <summary>A core that catches up is faster than the chain; by more than this it is not taken to be.</summary>
    private const double Fastest = 10;

    /// <summary>Null: the pace of the chain is not known.</summary>
    public ulong? AtMost(TimeProvider time) => Progress.BlockDuration <= TimeSpan.Zero
        ? null
        : Progress.Height + 1 + (ulong)Math.Ceiling(time.GetElapsedTime(At) / Progress.BlockDuration * Fastest);
}
