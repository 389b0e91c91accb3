using System.Collections.Concurrent;

namespace Visor.Tests.Releases.Fetching;

/// <summary>
/// A clock on which every pause is over at once, and on which nobody is silent for too long before the test says so. Nothing depends on
/// how fast the machine is.
/// </summary>
internal sealed class HastyTime : TimeProvider
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<HeldTimer, bool> _held = new();
    private readonly ConcurrentQueue<TimeSpan> _pauses = new();

    public DateTimeOffset Now { get; init; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>What was waited for, in order.</summary>
    public IReadOnlyCollection<TimeSpan> Pauses => _pauses;

    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>All that has been silent until now has been so for too long.</summary>
    public void PassSilence()
    {
        foreach (var timer in _held.Keys)
            timer.Ring();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= Longest)
            return new HeldTimer(this, callback, state);
        _pauses.Enqueue(dueTime);
        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private sealed class HeldTimer : ITimer
    {
        private readonly HastyTime _time;
        private readonly TimerCallback _callback;
        private readonly object? _state;

        public HeldTimer(HastyTime time, TimerCallback callback, object? state)
        {
            (_time, _callback, _state) = (time, callback, state);
            _time._held[this] = true;
        }

        public void Ring()
        {
            if (_time._held.TryRemove(this, out _))
                _callback(_state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => _time._held.TryRemove(this, out _);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
