namespace Visor.Releases.Fetching;

/// <summary>Gives up on a server that is silent, however long it may take as long as it is not.</summary>
internal sealed class IdleTimeout : IDisposable
{
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _tooLong;
    private readonly CancellationTokenSource _either;

    public IdleTimeout(TimeProvider time, CancellationToken cancellation)
    {
        _tooLong = new CancellationTokenSource(Duration, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_tooLong.Token, cancellation);
    }

    /// <summary>Cancelled when nothing has come for <see cref="Duration"/>.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Restarts the timeout; called for every received chunk.</summary>
    public void Restart() => _tooLong.CancelAfter(Duration);

    public void Dispose()
    {
        _either.Dispose();
        _tooLong.Dispose();
    }
}
