namespace Visor.Demo;

/// <summary>From the stop of the old release to the start of the new one: the part of a downtime that Visor has in its hand.</summary>
/// <param name="Total">From the arrival of SIGTERM to the spawn of the new core.</param>
/// <param name="OwnStop">The part the node itself took to stop: up to the last act of its last process.</param>
internal sealed record Gap(TimeSpan Total, TimeSpan OwnStop)
{
    /// <summary>What Visor may add to the node's own stop.</summary>
    public static TimeSpan Budget { get; } = TimeSpan.FromMilliseconds(60);

    public TimeSpan Added => Total - OwnStop;

    /// <param name="births">When processes were spawned, by pid.</param>
    /// <returns>Null: not known yet.</returns>
    public static Gap? Before(string release, IReadOnlyList<LedgerLine> ledger, Births births)
    {
        if (ledger.FirstOrDefault(l => l.IsCore && l.Is("start", release)) is not { } start || births.Of(start.Pid) is not { } birth)
            return null;
        var asked = ledger.LastOrDefault(l => l.IsCore && l.Event is "sigterm" && l.MonotonicAt < start.MonotonicAt);
        var ended = ledger.LastOrDefault(l => l.IsEnd && l.MonotonicAt < start.MonotonicAt);
        return asked is null || ended is null ? null : new Gap(birth - asked.MonotonicAt, ended.MonotonicAt - asked.MonotonicAt);
    }
}
