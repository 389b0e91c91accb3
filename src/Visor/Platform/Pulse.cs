namespace Visor.Platform;

/// <summary>Wakes everybody who waits for the next change.</summary>
internal sealed class Pulse
{
    private TaskCompletionSource _next = Fresh();

    /// <summary>The next change after this call. To be taken before looking, or a change in between is missed.</summary>
    public Task Next() => Volatile.Read(ref _next).Task;

    public void Signal() => Interlocked.Exchange(ref _next, Fresh()).SetResult();

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
