namespace Visor.Logging;

/// <summary>How far a transfer is.</summary>
/// <param name="Received">Bytes, with those of earlier attempts that it goes on from.</param>
/// <param name="Total">Null: the other side does not say.</param>
/// <param name="BytesPerSecond">Of the last seconds.</param>
internal sealed record TransferSnapshot(long Received, long? Total, double BytesPerSecond)
{
    private static readonly TimeSpan MaxEstimate = TimeSpan.FromHours(100);

    /// <summary>From 0 to 1, or null if the total is not known.</summary>
    public double? Fraction => Total is > 0 and var total ? Math.Clamp((double)Received / total, 0, 1) : null;

    /// <summary>Null: it cannot be told.</summary>
    public TimeSpan? Left
    {
        get
        {
            if (Total is not { } total || BytesPerSecond < 1)
                return null;
            var seconds = Math.Max(0, (double)total - Received) / BytesPerSecond;
            return seconds < MaxEstimate.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
        }
    }
}

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
