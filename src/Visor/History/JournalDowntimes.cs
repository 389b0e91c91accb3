using Visor.Journaling;
using Visor.Model;

namespace Visor.History;

/// <summary>Follows the downtimes in the lines of a journal: as they were measured, and by the times of the lines where they were not.</summary>
internal sealed class JournalDowntimes
{
    private readonly List<(DateTimeOffset At, OpenDowntime Open)> _restarts = [];
    private OpenDowntime? _main;
    private (string Tag, ulong Height)? _due;
    private bool _isSwitching;
    private bool? _lives;
    private DateTimeOffset _answeredAt;
    private List<(DateTimeOffset At, OpenDowntime Open)> _answered = [];

    /// <summary>What goes on; null: nothing.</summary>
    public OpenDowntime? Open => _main ?? (_restarts is [var (_, first), ..] ? first : null);

    /// <summary>What the last answer has ended; null: nothing, or how long it was is not known.</summary>
    public Downtime? Ended { get; private set; }

    /// <summary>What the last answer has ended of a failure at this moment, by the times of the lines; null: not known.</summary>
    public Downtime? Since(DateTimeOffset failure) =>
        _answered.Find(r => r.At == failure).Open is { } open ? open.End(Moment(_answeredAt)) : null;

    public void Add(DateTimeOffset at, JournalEntry entry)
    {
        var moment = Moment(at);
        switch (entry)
        {
            case JournalEntry.Due e when _due == (e.Tag, e.Height) && _main is not null:
                _main = _main.Enter(e.For, moment);
                break;
            case JournalEntry.Due e:
                Begin(e.For, moment, (e.Tag, e.Height));
                break;
            case JournalEntry.Switching:
                _isSwitching = true;
                _main = _main?.Enter(_lives == false ? DowntimePart.Switch : DowntimePart.Stop, moment);
                break;
            case JournalEntry.Ordered:
                if (_due is not null && _main is not null)
                    _main = _main.Enter(DowntimePart.Stop, moment);
                else
                    Begin(DowntimePart.Stop, moment, due: null);
                _isSwitching = true;
                break;
            case JournalEntry.Stopping e:
                Stopping(at, StopReason.Of(e)?.Kind);
                break;
            case JournalEntry.Stopped:
                _lives = false;
                if (_isSwitching)
                    _main = _main?.Enter(DowntimePart.Switch, moment);
                Restarts(DowntimePart.Start, moment);
                break;
            case JournalEntry.Activated or JournalEntry.Obeyed:
                _main = _main?.Enter(DowntimePart.Start, moment);
                (_due, _isSwitching) = (null, false);
                _restarts.Clear();
                break;
            case JournalEntry.Selected or JournalEntry.Witnessed:
                Forget();
                break;
            case JournalEntry.Started:
                _lives = true;
                Restarts(DowntimePart.Start, moment);
                break;
            case JournalEntry.Failed:
                _main = _main?.Enter(DowntimePart.Start, moment);
                Restarts(DowntimePart.Start, moment);
                break;
            case JournalEntry.Answered e:
                Answered(at, e);
                break;
        }
    }

    private void Begin(DowntimePart? part, TimeSpan moment, (string Tag, ulong Height)? due)
    {
        _main = OpenDowntime.Begin(part, moment) with { FromJournal = true };
        (_due, _isSwitching) = (due, false);
        _restarts.Clear();
    }

    private void Stopping(DateTimeOffset at, StopKind? kind)
    {
        if (kind is StopKind.Restart or StopKind.StartFresh)
            _restarts.Add((at, OpenDowntime.Begin(DowntimePart.Stop, Moment(at)) with { FromJournal = true }));
        if (kind is StopKind.Asked or StopKind.Command)
            _restarts.Clear();
        if (kind is StopKind.Asked or StopKind.Command or StopKind.Upgrade && _due is not null)
            _main = _main?.Enter(DowntimePart.Stop, Moment(at));
    }

    private void Answered(DateTimeOffset at, JournalEntry.Answered entry)
    {
        Ended = entry.Downtime ?? Open?.End(Moment(at));
        (_answered, _answeredAt) = ([.. _restarts], at);
        Forget();
    }

    private void Restarts(DowntimePart part, TimeSpan moment)
    {
        for (var i = 0; i < _restarts.Count; i++)
            _restarts[i] = _restarts[i] with { Open = _restarts[i].Open.Enter(part, moment) };
    }

    private void Forget()
    {
        _main = null;
        (_due, _isSwitching) = (null, false);
        _restarts.Clear();
    }

    private static TimeSpan Moment(DateTimeOffset at) => at - DateTimeOffset.MinValue;
}
