using System.Diagnostics;

namespace Visor.SimulatedNode.Processes;

/// <summary>A moment on both clocks.</summary>
/// <param name="MonotonicNs">CLOCK_MONOTONIC: comparable between processes until the machine restarts.</param>
internal sealed record Stamp(DateTimeOffset At, long MonotonicNs)
{
    // On Linux the timestamp is CLOCK_MONOTONIC in nanoseconds.
    public static Stamp Take() => new(TimeProvider.System.GetUtcNow(), Stopwatch.GetTimestamp());
}
