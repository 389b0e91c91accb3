using Visor.Home;
using Visor.Supervision.History;
using Visor.Supervision.Journaling;

namespace Visor.Supervision.Ordering;

/// <summary>The journal as it is now, for whoever judges by it without holding it.</summary>
internal static class JournalReading
{
    /// <returns>Null: it cannot be used, which whoever needs it says.</returns>
    public static JournalContent? Known(VisorHome home)
    {
        try
        {
            return Of(home);
        }
        catch (VisorException)
        {
            return null;
        }
    }

    /// <inheritdoc cref="Known"/>
    public static JournalHistory? KnownHistory(VisorHome home) => Known(home) is { } content ? JournalHistory.Of(content.Entries) : null;

    /// <exception cref="VisorException">It cannot be used; the message says why.</exception>
    public static JournalContent Of(VisorHome home)
    {
        try
        {
            return JournalBytes.Read(home.Journal) is { } bytes ? JournalContent.Read(bytes) : JournalContent.Empty;
        }
        catch (Exception e) when (e is JournalException or IOException or UnauthorizedAccessException)
        {
            throw new VisorException(ExitCodes.Configuration, $"the journal {home.Journal} cannot be used: {e.Message}; `visor check` says more");
        }
    }
}
