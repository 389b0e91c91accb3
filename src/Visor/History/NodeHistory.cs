using System.Collections.Immutable;
using Visor.Journaling;
using Visor.Model;

namespace Visor.History;

/// <summary>What has happened on a home, oldest first, from its journal. Reading it takes no lock and changes nothing.</summary>
/// <param name="Problem">Why the journal, or what follows in it, cannot be read; null: it is whole, or there is none.</param>
/// <param name="HasJournal">False: nothing has run on this home yet, as far as anybody knows.</param>
internal sealed record NodeHistory(ImmutableArray<HistoryEvent> Episodes, string? Problem, bool HasJournal)
{
    /// <summary>The last upgrade that <c>current</c> was switched for; null: none.</summary>
    public HistoryEvent.Upgrade? LastUpgrade => Episodes.OfType<HistoryEvent.Upgrade>().LastOrDefault(u => u.SwitchedAt is not null);

    /// <summary>The downtime that goes on at the end of the journal, by spans since <see cref="DateTimeOffset.MinValue"/>; null: none, or the journal cannot be read to its end.</summary>
    public OpenDowntime? OpenDowntime { get; init; }

    /// <summary>The last downtime that is over; null: there was none, or how long it was is not known.</summary>
    public LastDowntimeStatus? LastDowntime { get; init; }

    /// <param name="journal">Its path.</param>
    public static NodeHistory Read(string journal)
    {
        try
        {
            return JournalReader.Read(journal) is { } bytes ? Parse(bytes) : new NodeHistory([], Problem: null, HasJournal: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new NodeHistory([], e.Message, HasJournal: true);
        }
    }

    public static NodeHistory Parse(ReadOnlyMemory<byte> journal)
    {
        var content = ParsedJournal.ReadUntilDamage(journal, out var problem);
        var episodes = new HistoryBuilder();
        foreach (var line in content.Lines)
            episodes.Add(line.Time, line.Entry);
        return new NodeHistory(episodes.Episodes, problem, HasJournal: true) { OpenDowntime = problem is null ? episodes.OpenDowntime : null, LastDowntime = episodes.LastDowntime };
    }
}
