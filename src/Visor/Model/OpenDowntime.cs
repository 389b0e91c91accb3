namespace Visor.Model;

/// <summary>A downtime that goes on. Its moments are spans since the origin of one clock, the same for all of them. Pure.</summary>
/// <param name="Part">What is waited for; null: a Visor wrote the journal that did not note it.</param>
/// <param name="Since">When that began.</param>
/// <param name="Past">The parts before it.</param>
internal sealed record OpenDowntime(TimeSpan Begun, DowntimePart? Part, TimeSpan Since, DowntimeParts Past)
{
    /// <summary>Whether some of its moments are times in the journal.</summary>
    public bool FromJournal { get; init; }

    /// <summary>Whether its clock was set back in between, so that nothing is known.</summary>
    public bool IsLost { get; init; }

    public static OpenDowntime Begin(DowntimePart? part, TimeSpan at) => new(at, part, at, DowntimeParts.None);

    public OpenDowntime Enter(DowntimePart? part, TimeSpan at) => part == Part
        ? this
        : this with { Part = part, Since = at, Past = PartsAt(at), IsLost = IsLost || at < Since };

    /// <returns>Null: its clock was set back in between.</returns>
    public Downtime? End(TimeSpan at) => IsLost || at < Since
        ? null
        : new Downtime(Milliseconds(at), PartsAt(at)) { FromJournal = FromJournal ? true : null };

    /// <summary>The same by a clock whose origin lies elsewhere.</summary>
    /// <param name="now">What its own clock shows when the other one shows <paramref name="other"/>.</param>
    public OpenDowntime Moved(TimeSpan now, TimeSpan other) => this with
    {
        Begun = Begun - now + other,
        Since = Since - now + other,
        IsLost = IsLost || now < Since,
    };

    private DowntimeParts PartsAt(TimeSpan at) => Past.Plus(Part, Milliseconds(at) - Milliseconds(Since));

    // Every moment is rounded once, so that the parts add up to the whole.
    private long Milliseconds(TimeSpan at) => (long)Math.Floor((at - Begun).TotalMilliseconds);
}
