namespace Visor.Logging;

/// <summary>Shows how far one transfer is, no more often than can be read, however often it is told.</summary>
/// <remarks>For the one thread at a time that transfers.</remarks>
internal sealed class TransferProgress(TimeProvider time, TimeSpan pace, Action<TransferSnapshot> show, Action end) : IDisposable
{
    private readonly TransferRate _rate = new(time);
    private long _shown = time.GetTimestamp();

    /// <param name="received">Bytes so far, with those that an interrupted download has left.</param>
    /// <param name="total">Bytes in all; null: not known.</param>
    public void Report(long received, long? total)
    {
        _rate.Add(received);
        if (time.GetElapsedTime(_shown) < pace)
            return;
        _shown = time.GetTimestamp();
        show(new TransferSnapshot(received, total, _rate.BytesPerSecond));
    }

    /// <summary>It has ended, well or not: the bar goes.</summary>
    public void Dispose() => end();
}
