using Visor.Home;
using Visor.Supervision.Ordering;
using Visor.Supervision.Journaling;

namespace Visor.Checking;

/// <summary>What the journal of a home says, for looks that are not about the journal itself.</summary>
internal static class KnownJournal
{
    /// <returns>Null: it cannot be read, which is said by the look at it.</returns>
    public static JournalHistory? Of(VisorHome home)
    {
        try
        {
            return JournalHistory.Of(JournalReading.Of(home).Entries);
        }
        catch (VisorException)
        {
            return null;
        }
    }
}
