using Visor.Journaling;
using Visor.Model;

namespace Visor.Commands.Offline;

/// <summary>Which side of a contradiction counts.</summary>
internal enum ResolveSide
{
    Journal,
    Current,
    Data,
}

/// <summary>A choice between what contradicts, noted with whose it is before anything is done by it.</summary>
/// <param name="by">Who makes it, for people.</param>
internal sealed class ResolveRecord(Journal journal, ResolveSide keep, string by)
{
    /// <param name="found">What the choice was about, where <paramref name="meaning"/> does not say it.</param>
    /// <param name="meaning">What it means for the node; none: the journal says it already.</param>
    /// <exception cref="VisorException">It cannot be noted, and nothing has been changed.</exception>
    public void Note(string? found, params ReadOnlySpan<JournalEntry> meaning)
    {
        var word = keep switch
        {
            ResolveSide.Journal => "--keep-journal",
            ResolveSide.Current => "--keep-current",
            _ => "--keep-data",
        };
        RequiredJournalWrite.Note(journal, [new JournalEntry.Resolved(word, by, found is null ? null : PlainText.Excerpt(found)), .. meaning]);
    }
}
