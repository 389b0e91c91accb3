namespace Visor.Logging;

/// <summary>How far a transfer is.</summary>
/// <param name="Received">Bytes, with those of earlier attempts that it goes on from.</param>
/// <param name="Total">Null: the other side does not say.</param>
/// <param name="BytesPerSecond">Of the last seconds.</param>
internal sealed record TransferSnapshot(long Received, long? Total, double BytesPerSecond)
{
    private static readonly TimeSpan LongestTold = TimeSpan.FromHours(100);

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
            return seconds < LongestTold.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
        }
    }
}
