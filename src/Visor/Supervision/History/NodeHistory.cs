using System.Collections.Immutable;
using Visor.Supervision.Journaling;

namespace Visor.Supervision.History;

/// <summary>What has happened on a home, oldest first, from its journal. Reading it takes no lock and changes nothing.</summary>
/// <param name="Problem">Why the journal, or what follows in it, cannot be read; null: it is whole, or there is none.</param>
/// <param name="HasJournal">False: nothing has run on this home yet, as far as anybody knows.</param>
internal sealed record NodeHistory(ImmutableArray<Episode> Episodes, string? Problem, bool HasJournal)
{
    /// <summary>The last upgrade that <c>current</c> was switched for; null: none.</summary>
    public Episode.Upgrade? LastUpgrade => Episodes.OfType<Episode.Upgrade>().LastOrDefault(u => u.SwitchedAt is not null);

    /// <param name="journal">Its path.</param>
    public static NodeHistory Read(string journal)
    {
        try
        {
            return JournalBytes.Read(journal) is { } bytes ? Of(bytes) : new NodeHistory([], Problem: null, HasJournal: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new NodeHistory([], e.Message, HasJournal: true);
        }
    }

    public static NodeHistory Of(ReadOnlyMemory<byte> journal)
    {
        var content = JournalContent.ReadUntilDamage(journal, out var problem);
        var episodes = new EpisodeList();
        foreach (var line in content.Lines)
            episodes.Add(line.Time, line.Entry);
        return new NodeHistory(episodes.Episodes, problem, HasJournal: true);
    }
}
