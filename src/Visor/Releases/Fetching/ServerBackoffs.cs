namespace Visor.Releases.Fetching;

/// <summary>
/// Which servers want to be left alone, and for how long. It outlives the plan whose release was asked for: who changes plans, or withdraws them, must
/// not make Visor ask again.
/// </summary>
internal sealed class ServerBackoffs(TimeProvider time)
{
    /// <summary>Far more servers than one release comes from.</summary>
    private const int Capacity = 32;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Server, string? Token), (long Since, TimeSpan Wait)> _waits = [];

    /// <param name="token">The one it was asked with: another has another limit.</param>
    public void Note(Uri address, string? token, TimeSpan wait)
    {
        lock (_lock)
        {
            if (_waits.Count >= Capacity)
                _waits.Clear();
            _waits[Key(address, token)] = (time.GetTimestamp(), wait);
        }
    }

    /// <summary>How long it still wants to be left alone; zero: it may be asked.</summary>
    public TimeSpan WaitOf(Uri address, string? token)
    {
        lock (_lock)
        {
            if (!_waits.TryGetValue(Key(address, token), out var noted))
                return TimeSpan.Zero;
            var left = noted.Wait - time.GetElapsedTime(noted.Since);
            if (left <= TimeSpan.Zero)
                _waits.Remove(Key(address, token));
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>A person wants it asked all the same.</summary>
    public void Forget()
    {
        lock (_lock)
            _waits.Clear();
    }

    private static (string, string?) Key(Uri address, string? token) => (address.GetLeftPart(UriPartial.Authority), token);
}
