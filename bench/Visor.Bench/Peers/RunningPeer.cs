namespace Visor.Bench.Peers;

/// <summary>A tool that runs. Disposing ends it and its children, however it stands.</summary>
internal abstract class RunningPeer : IAsyncDisposable
{
    /// <summary>When it was asked to start its children, in nanoseconds of CLOCK_MONOTONIC.</summary>
    public required long BeganAt { get; init; }

    /// <summary>The pids of the tool's own processes, without the children it keeps.</summary>
    public abstract IReadOnlyList<int> Own();

    /// <summary>Asks it to stop everything, and returns when it has.</summary>
    /// <returns>When it was asked, and when it had ended itself (null: it is process 1, which does not), in nanoseconds of CLOCK_MONOTONIC.</returns>
    public abstract Task<(long AskedAt, long? EndedAt)> Stop();

    public abstract ValueTask DisposeAsync();
}
