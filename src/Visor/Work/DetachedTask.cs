namespace Visor.Work;

/// <summary>
/// Work that can take long to give in to a cancellation, as an fsync of a large file does. Whoever has begun it is released at once, so that
/// a node that has to be restarted does not wait for it; only what follows of the same work begins when it has really ended.
/// </summary>
internal sealed class DetachedTask
{
    private Task _last = Task.CompletedTask;

    /// <summary>Ends, without an exception, when nothing of the work is under way.</summary>
    public Task Ended => _last;

    public async Task Run(Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        var before = _last;
        var now = Task.Run(
            async () =>
            {
                await before;
                cancellation.ThrowIfCancellationRequested();
                await work(cancellation);
            },
            CancellationToken.None);
        _last = Over(now);
        await now.WaitAsync(cancellation);
    }

    private static async Task Over(Task work) => await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
