using Visor.Model;

namespace Visor.Journaling;

/// <summary>What an operator decides is in the journal, or it has not been decided.</summary>
internal static class RequiredJournalWrite
{
    /// <exception cref="VisorException">It cannot be noted, and nothing has been changed.</exception>
    public static void Note(Journal journal, params ReadOnlySpan<JournalEntry> entries)
    {
        if (!journal.Require(entries))
        {
            throw new VisorException(
                ExitCodes.Configuration, $"cannot record the decision, so nothing was changed: {journal.Problem}; free space on the disk, then try again");
        }
    }
}
