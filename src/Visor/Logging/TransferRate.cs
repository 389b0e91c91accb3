namespace Visor.Logging;

/// <summary>How fast a transfer is, over the last ten seconds or so.</summary>
internal sealed class TransferRate(TimeProvider time)
{
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    private readonly List<(long Timestamp, long Bytes)> _samples = [];
    private long _latest;

    /// <param name="received">Bytes so far. The first one told is where it begins: what was there before was not transferred now.</param>
    public void Add(long received)
    {
        // Begun anew, since the other side could not go on where it was.
        if (received < _latest)
            _samples.Clear();
        _latest = received;
        if (_samples.Count > 0 && time.GetElapsedTime(_samples[^1].Timestamp) < Step)
            return;
        _samples.Add((time.GetTimestamp(), received));
        while (_samples.Count > 2 && time.GetElapsedTime(_samples[1].Timestamp) >= Span)
            _samples.RemoveAt(0);
    }

    /// <summary>0 as long as it cannot be told.</summary>
    public double BytesPerSecond
    {
        get
        {
            if (_samples.Count == 0)
                return 0;
            var seconds = time.GetElapsedTime(_samples[0].Timestamp).TotalSeconds;
            return seconds > 0 ? (_latest - _samples[0].Bytes) / seconds : 0;
        }
    }
}
