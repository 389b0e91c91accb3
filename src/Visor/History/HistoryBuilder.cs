using System.Collections.Immutable;
using Visor.Journaling;

namespace Visor.History;

/// <summary>Turns the lines of a journal, one by one, into what has happened. What a line would have told that is not there stays unknown.</summary>
internal sealed class HistoryBuilder
{
    private readonly List<HistoryEvent> _episodes = [];
    private string _tag = "";
    private int? _upgrade;
    private int? _switch;
    private int? _restart;
    private int? _stop;
    private DateTimeOffset? _endedAt;

    public ImmutableArray<HistoryEvent> Episodes => [.. _episodes];

    public void Add(DateTimeOffset at, JournalEntry entry)
    {
        switch (entry)
        {
            case JournalEntry.Opened e:
                _episodes.Add(new HistoryEvent.SupervisorStarted(at, _tag, e.Version));
                break;
            case JournalEntry.Selected e:
                _tag = e.Tag;
                _episodes.Add(new HistoryEvent.Selected(at, e.Tag, e.Why));
                break;
            case JournalEntry.Witnessed e:
                _tag = e.Tag;
                _episodes.Add(new HistoryEvent.Selected(at, e.Tag, e.Why));
                break;
            case JournalEntry.Due e:
                _upgrade = Place(new HistoryEvent.Upgrade(at, _tag, e.Tag, e.Height, SwitchedAt: null, Downtime: null, UntilReady: null));
                break;
            case JournalEntry.Activated e:
                _tag = e.Tag;
                Switched(at, e);
                break;
            case JournalEntry.Ordered e:
                _switch = Place(new HistoryEvent.Switch(
                    at, _tag, e.Tag, e.By, e.Reason, e.Height, e.AbandonedTag is null ? null : $"{e.AbandonedTag} at block {e.AbandonedHeight}",
                    SwitchedAt: null, Downtime: null, UntilReady: null));
                break;
            case JournalEntry.Obeyed e:
                _tag = e.Tag;
                _upgrade = null;
                _restart = null; // What starts now is not what failed.
                if (_switch is { } w && _episodes[w] is HistoryEvent.Switch word)
                    _episodes[w] = word with { SwitchedAt = at };
                break;
            case JournalEntry.Resolved e:
                _episodes.Add(new HistoryEvent.Resolved(at, _tag, e.Word, e.By, e.Found));
                break;
            case JournalEntry.Stopping e:
                Stopping(at, StopReason.Of(e));
                break;
            case JournalEntry.Stopped:
                _endedAt = at;
                break;
            case JournalEntry.Started e: // The first of a set; those behind it change nothing any more.
                Started(at, e.Tag);
                break;
            case JournalEntry.Answered:
                Answered(at);
                break;
            case JournalEntry.Failed e:
                ForgetRestart();
                _episodes.Add(new HistoryEvent.Failure(at, _tag, e.Reason));
                break;
            case JournalEntry.HandedOver:
                _episodes.Add(new HistoryEvent.Handover(at, _tag));
                break;
        }
    }

    private void Switched(DateTimeOffset at, JournalEntry.Activated to)
    {
        var upgrade = _upgrade is { } i && _episodes[i] is HistoryEvent.Upgrade due && string.Equals(due.Tag, to.Tag, StringComparison.Ordinal)
            ? due
            : new HistoryEvent.Upgrade(at, From: "", to.Tag, to.Height, SwitchedAt: null, Downtime: null, UntilReady: null);
        if (_upgrade is not { } place || !ReferenceEquals(_episodes[place], upgrade))
            place = Place(upgrade);
        _upgrade = place;
        _episodes[place] = upgrade with { SwitchedAt = at };
    }

    private void Stopping(DateTimeOffset at, StopReason? reason)
    {
        if (reason is { Kind: StopKind.Restart or StopKind.StartFresh, Why: var why })
            _restart = Place(new HistoryEvent.Restart(at, _tag, why, Downtime: null, UntilReady: null));
        else if (reason is { Kind: StopKind.Asked })
            _stop = Place(new HistoryEvent.Stop(at, _tag, Downtime: null));
    }

    private void Started(DateTimeOffset at, string tag)
    {
        var downtime = Since(_endedAt, at);
        _endedAt = null;
        if (_restart is { } r && _episodes[r] is HistoryEvent.Restart { Downtime: null } restart)
            _episodes[r] = restart with { Downtime = downtime };
        if (_stop is { } s && _episodes[s] is HistoryEvent.Stop stop)
            _episodes[s] = stop with { Downtime = downtime };
        _stop = null;
        if (_upgrade is { } u && _episodes[u] is HistoryEvent.Upgrade { SwitchedAt: not null, Downtime: null } upgrade && string.Equals(upgrade.Tag, tag, StringComparison.Ordinal))
            _episodes[u] = upgrade with { Downtime = downtime };
        if (_switch is { } w && _episodes[w] is HistoryEvent.Switch { SwitchedAt: not null, Downtime: null } word)
            _episodes[w] = word with { Downtime = downtime };
    }

    private void Answered(DateTimeOffset at)
    {
        if (_restart is { } r && _episodes[r] is HistoryEvent.Restart restart)
            _episodes[r] = restart with { UntilReady = Since(restart.At, at) };
        if (_upgrade is { } u && _episodes[u] is HistoryEvent.Upgrade { SwitchedAt: not null } upgrade)
            _episodes[u] = upgrade with { UntilReady = Since(upgrade.At, at) };
        if (_switch is { } w && _episodes[w] is HistoryEvent.Switch { SwitchedAt: not null } word)
            _episodes[w] = word with { UntilReady = Since(word.At, at) };
        _restart = null;
        _upgrade = null;
        _switch = null;
    }

    // The node is given up: the restart that was wanted has not been made, and what follows is somebody's new start.
    private void ForgetRestart()
    {
        if (_restart is { } r && r == _episodes.Count - 1 && _episodes[r] is HistoryEvent.Restart { Downtime: null })
            _episodes.RemoveAt(r);
        _restart = null;
    }

    private int Place(HistoryEvent episode)
    {
        _episodes.Add(episode);
        return _episodes.Count - 1;
    }

    // A clock that was set back in between tells nothing.
    private static TimeSpan? Since(DateTimeOffset? begin, DateTimeOffset end) => end >= begin ? end - begin : null;
}
