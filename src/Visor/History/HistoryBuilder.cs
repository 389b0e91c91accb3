using System.Collections.Immutable;
using Visor.Journaling;
using Visor.Model;

namespace Visor.History;

/// <summary>Turns the lines of a journal, one by one, into what has happened. What a line would have told that is not there stays unknown.</summary>
internal sealed class HistoryBuilder
{
    private readonly List<HistoryEvent> _episodes = [];
    private readonly JournalDowntimes _downtimes = new();
    private readonly List<int> _restarts = [];
    private string _tag = "";
    private int? _upgrade;
    private int? _switch;
    private int? _stop;
    private int? _failure;
    private DateTimeOffset? _endedAt;

    public ImmutableArray<HistoryEvent> Episodes => _restarts is [.., var last] && _episodes[last] is HistoryEvent.Restart restart
        ? [.. _episodes[..last], restart with { IsUnderWay = true }, .. _episodes[(last + 1)..]]
        : [.. _episodes];

    /// <summary>The downtime that goes on at the end of the journal, by spans since <see cref="DateTimeOffset.MinValue"/>; null: none.</summary>
    public OpenDowntime? OpenDowntime => _downtimes.Open;

    /// <summary>What the last answer has ended of a downtime whose length is known; null: none has.</summary>
    public LastDowntimeStatus? LastDowntime { get; private set; }

    public void Add(DateTimeOffset at, JournalEntry entry)
    {
        switch (entry)
        {
            case JournalEntry.Opened e:
                _episodes.Add(new HistoryEvent.SupervisorStarted(at, _tag, e.Version));
                break;
            case JournalEntry.Selected e:
                Select(at, e.Tag, e.Why);
                break;
            case JournalEntry.Witnessed e:
                Select(at, e.Tag, e.Why);
                break;
            case JournalEntry.Due e when _upgrade is { } u && _episodes[u] is HistoryEvent.Upgrade { SwitchedAt: null } known && known.Height == e.Height && string.Equals(known.Tag, e.Tag, StringComparison.Ordinal):
                break; // Something else is waited for.
            case JournalEntry.Due e:
                _upgrade = Place(new HistoryEvent.Upgrade(at, _tag, e.Tag, e.Height, SwitchedAt: null, Downtime: null, UntilReady: null));
                break;
            case JournalEntry.Activated e:
                _tag = e.Tag;
                _restarts.Clear();
                Switched(at, e);
                break;
            case JournalEntry.Ordered e:
                _switch = Place(new HistoryEvent.Switch(
                    at, _tag, e.Tag, e.By, e.Reason, e.Height, e.AbandonedTag is null ? null : $"{e.AbandonedTag} at block {e.AbandonedHeight}",
                    SwitchedAt: null, Downtime: null, UntilReady: null));
                break;
            case JournalEntry.Obeyed e:
                _tag = e.Tag;
                (_upgrade, _failure) = (null, null);
                _restarts.Clear(); // What starts now is not what failed.
                if (_switch is { } w && _episodes[w] is HistoryEvent.Switch word)
                    _episodes[w] = word with { SwitchedAt = at };
                break;
            case JournalEntry.Resolved e:
                _episodes.Add(new HistoryEvent.Resolved(at, _tag, e.Word, e.By, e.Found));
                break;
            case JournalEntry.Held e:
                _episodes.Add(new HistoryEvent.Held(at, _tag, e.Reason, e.By, e.Since));
                break;
            case JournalEntry.HoldLifted e:
                _episodes.Add(new HistoryEvent.HoldLifted(at, _tag, e.Reason, e.By));
                break;
            case JournalEntry.Stopping e:
                Stopping(at, StopReason.Of(e));
                break;
            case JournalEntry.Stopped:
                _endedAt = at;
                break;
            case JournalEntry.Intent or JournalEntry.Started:
                Starting();
                break;
            case JournalEntry.Failed e:
                ForgetRestarts();
                var place = Place(new HistoryEvent.Failure(at, _tag, e.Reason));
                _failure ??= place;
                break;
            case JournalEntry.Proof e:
                Prove(e);
                break;
            case JournalEntry.HandedOver:
                _episodes.Add(new HistoryEvent.Handover(at, _tag));
                break;
        }

        _downtimes.Add(at, entry);
        if (entry is JournalEntry.Answered)
            Answered(at);
    }

    private void Select(DateTimeOffset at, string tag, string why)
    {
        _tag = tag;
        _episodes.Add(new HistoryEvent.Selected(at, tag, why));
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

    private void Prove(JournalEntry.Proof proof)
    {
        var place = _episodes.FindLastIndex(episode => episode is HistoryEvent.Upgrade upgrade && upgrade.Height == proof.Height && string.Equals(upgrade.Tag, proof.Tag, StringComparison.Ordinal));
        if (place >= 0)
            _episodes[place] = (HistoryEvent.Upgrade)_episodes[place] with { Proof = new UpgradeProof(proof.Confirmed, proof.App, proof.Problem) };
    }

    private void Stopping(DateTimeOffset at, StopReason? reason)
    {
        if (reason is { Kind: StopKind.Restart or StopKind.StartFresh, Why: var why })
        {
            _restarts.Add(Place(new HistoryEvent.Restart(at, _tag, why, Downtime: null, UntilReady: null)));
        }
        else if (reason is { Kind: StopKind.Asked or StopKind.Command })
        {
            _restarts.Clear();
            _failure = null;
            _stop = Place(new HistoryEvent.Stop(at, _tag, Downtime: null));
        }
    }

    private void Starting()
    {
        if (_restarts is [.., var last] && _episodes[last] is HistoryEvent.Restart restart)
            _episodes[last] = restart with { IsMade = true };
    }

    private void Answered(DateTimeOffset at)
    {
        if (_stop is { } s && _episodes[s] is HistoryEvent.Stop stop)
            _episodes[s] = stop with { Downtime = Since(_endedAt, at) };

        // What lasts longest was measured; a start that failed on the way only the journal tells of.
        var whole = _downtimes.Ended;
        if (whole is not null)
            LastDowntime = LastDowntimeStatus.Create(at, _tag, whole);
        if (_upgrade is { } u && _episodes[u] is HistoryEvent.Upgrade { SwitchedAt: not null } upgrade)
        {
            _episodes[u] = upgrade with { Downtime = whole, UntilReady = whole is { } down ? TimeSpan.FromMilliseconds(down.TotalMs) : Since(upgrade.At, at) };
            whole = null;
        }

        if (_switch is { } w && _episodes[w] is HistoryEvent.Switch { SwitchedAt: not null } word)
        {
            _episodes[w] = word with { Downtime = whole, UntilReady = Since(word.At, at) };
            whole = null;
        }

        if (_failure is { } f && _episodes[f] is HistoryEvent.Failure failure)
        {
            _episodes[f] = failure with { Downtime = whole };
            whole = null;
        }

        foreach (var r in _restarts)
        {
            if (_episodes[r] is HistoryEvent.Restart restart)
                _episodes[r] = restart with { IsMade = true, Downtime = whole ?? _downtimes.Since(restart.At), UntilReady = Since(restart.At, at) };
            whole = null;
        }

        (_upgrade, _switch, _stop, _failure) = (null, null, null, null);
        _restarts.Clear();
    }

    // The node is given up: the restart that was wanted has not been made, and what follows is somebody's new start.
    private void ForgetRestarts()
    {
        if (_restarts is [.., var last] && last == _episodes.Count - 1 && _episodes[last] is HistoryEvent.Restart { IsMade: false })
            _episodes.RemoveAt(last);
        _restarts.Clear();
    }

    private int Place(HistoryEvent episode)
    {
        _episodes.Add(episode);
        return _episodes.Count - 1;
    }

    // A clock that was set back in between tells nothing.
    private static TimeSpan? Since(DateTimeOffset? begin, DateTimeOffset end) => end >= begin ? end - begin : null;
}
