using System.Collections.Immutable;
using Visor.History;
using Visor.Model;

namespace Visor.Status.Page;

/// <summary>The past as places on a line: which release from when to when, when the node was down, and what happened.</summary>
internal sealed record Timeline(
    DateTimeOffset From,
    DateTimeOffset To,
    ImmutableArray<Timeline.Stretch> Releases,
    ImmutableArray<Timeline.Stretch> Downs,
    ImmutableArray<Timeline.Mark> Marks)
{
    private static readonly TimeSpan MaxSpan = TimeSpan.FromDays(30);
    private static readonly TimeSpan MinSpan = TimeSpan.FromMinutes(1);

    // More of them than there are places in the picture tell nothing more.
    private const int MaxMarks = 200;

    /// <param name="Name">The release, or why the node was down.</param>
    internal sealed record Stretch(string Name, DateTimeOffset From, DateTimeOffset To);

    internal sealed record Mark(MarkKind Kind, DateTimeOffset At, string Title);

    public static Timeline Build(ImmutableArray<HistoryEvent> episodes, NodeStatus status, DateTimeOffset now)
    {
        var began = episodes.IsEmpty ? now : episodes[0].At;
        var from = began < now - MaxSpan ? now - MaxSpan : began > now - MinSpan ? now - MinSpan : began;
        return new Timeline(
            from,
            now,
            [.. ReleasesIn(episodes, now).Select(s => Cut(s, from, now)).OfType<Stretch>()],
            [.. DownsIn(episodes, isDown: status.Node.Queried is null, now).Select(s => Cut(s, from, now)).OfType<Stretch>()],
            [.. MarksIn(episodes).Where(m => m.At >= from && m.At <= now).TakeLast(MaxMarks)]);
    }

    private static List<Stretch> ReleasesIn(ImmutableArray<HistoryEvent> episodes, DateTimeOffset now)
    {
        List<Stretch> all = [];

        // An upgrade stands in the history where it became due; what happened until it was made, such as the end of a hold, still knows the old release.
        foreach (var (episode, tag, since) in episodes.Select(e => (e, Runs(e).Tag, Runs(e).Since)).OrderBy(e => e.Since))
        {
            if (tag.Length == 0 || (all.Count > 0 && string.Equals(all[^1].Name, tag, StringComparison.Ordinal)))
                continue;
            if (all.Count > 0)
                all[^1] = all[^1] with { To = since };
            else if (episode is HistoryEvent.Upgrade { From: { Length: > 0 } old })
                all.Add(new Stretch(old, episodes[0].At, since));
            all.Add(new Stretch(tag, since, now));
        }

        return all;
    }

    private static (string Tag, DateTimeOffset Since) Runs(HistoryEvent episode) => episode switch
    {
        HistoryEvent.Upgrade { SwitchedAt: { } switched } upgrade => (upgrade.Tag, switched),
        HistoryEvent.Upgrade upgrade => (upgrade.From, upgrade.At),
        HistoryEvent.Switch { SwitchedAt: { } switched } word => (word.Tag, switched),
        HistoryEvent.Switch word => (word.From, word.At),
        _ => (episode.Tag, episode.At),
    };

    private static IEnumerable<Stretch> DownsIn(ImmutableArray<HistoryEvent> episodes, bool isDown, DateTimeOffset now)
    {
        // What a person has said meanwhile has started nothing.
        episodes = episodes.RemoveAll(e => e is HistoryEvent.Selected or HistoryEvent.Resolved or HistoryEvent.Held or HistoryEvent.HoldLifted);
        for (var i = 0; i < episodes.Length; i++)
        {
            var since = episodes[i].At;
            var until = episodes[i] switch
            {
                HistoryEvent.Failure => i + 1 < episodes.Length ? episodes[i + 1].At : now,
                HistoryEvent.Stop { Downtime: null } when isDown && i + 1 == episodes.Length => now,
                HistoryEvent.Stop { Downtime: { } down } => since + down,
                HistoryEvent.Restart { Downtime: { } down } => since + Span(down),
                HistoryEvent.Upgrade { Downtime: { } down } => since + Span(down),
                HistoryEvent.Switch { Downtime: not null, UntilReady: { } ready } => since + ready,
                _ => since,
            };
            if (until > since)
                yield return new Stretch(HistoryEventText.Describe(episodes[i]).Sentence(episodes[i].At), since, until);
        }
    }

    private static TimeSpan Span(Downtime downtime) => TimeSpan.FromMilliseconds(downtime.TotalMs);

    private static IEnumerable<Mark> MarksIn(ImmutableArray<HistoryEvent> episodes)
    {
        foreach (var episode in episodes)
        {
            MarkKind? kind = episode switch
            {
                HistoryEvent.Upgrade { SwitchedAt: not null } or HistoryEvent.Switch { SwitchedAt: not null } => MarkKind.Upgrade,
                HistoryEvent.Restart => MarkKind.Restart,
                HistoryEvent.Failure => MarkKind.Failure,
                HistoryEvent.Stop => MarkKind.Stop,
                _ => null,
            };
            if (kind is { } k)
                yield return new Mark(k, MomentOf(episode), HistoryEventText.Describe(episode).Sentence(episode.At));
        }
    }

    private static DateTimeOffset MomentOf(HistoryEvent episode) => episode switch
    {
        HistoryEvent.Upgrade { SwitchedAt: { } switched } => switched,
        HistoryEvent.Switch { SwitchedAt: { } switched } => switched,
        _ => episode.At,
    };

    private static Stretch? Cut(Stretch stretch, DateTimeOffset from, DateTimeOffset to) =>
        stretch.To <= from || stretch.From >= to || stretch.To < stretch.From ? null : stretch with
        {
            From = stretch.From < from ? from : stretch.From,
            To = stretch.To > to ? to : stretch.To,
        };
}
