using Visor.History;
using Visor.Model;

namespace Visor.Supervision.Reporting;

/// <summary>The last downtime that an earlier Visor has seen the end of, for people: nothing is decided by it.</summary>
internal static class LastDowntimeFromHistory
{
    /// <returns>Null: there was none, or the journal does not tell.</returns>
    public static LastDowntimeStatus? In(NodeHistory past) => past.Episodes.Select(Of).LastOrDefault(d => d is not null);

    private static LastDowntimeStatus? Of(HistoryEvent episode) => (episode, DowntimeOf(episode)) switch
    {
        (_, null) => null,

        // A node that was given up had failed before: when it answered again its own time does not tell.
        (HistoryEvent.Failure, _) => null,
        (_, { } downtime) => LastDowntimeStatus.Create(episode.At + TimeSpan.FromMilliseconds(downtime.TotalMs), episode.Tag, downtime),
    };

    private static Downtime? DowntimeOf(HistoryEvent episode) => episode switch
    {
        HistoryEvent.Upgrade e => e.Downtime,
        HistoryEvent.Switch e => e.Downtime,
        HistoryEvent.Restart e => e.Downtime,
        _ => null,
    };
}
