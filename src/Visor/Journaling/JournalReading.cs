using Visor.Home;
using Visor.Model;

namespace Visor.Journaling;

/// <summary>Reads the current journal without opening it for writing.</summary>
internal static class JournalReading
{
    /// <returns>Null: the journal cannot be used; the caller reports that.</returns>
    public static ParsedJournal? Known(VisorHome home)
    {
        try
        {
            return Read(home);
        }
        catch (VisorException)
        {
            return null;
        }
    }

    /// <inheritdoc cref="Known"/>
    public static JournalState? KnownHistory(VisorHome home) => Known(home) is { } content ? JournalState.Replay(content.Entries) : null;

    /// <exception cref="VisorException">It cannot be used; the message says why.</exception>
    public static ParsedJournal Read(VisorHome home)
    {
        try
        {
            return JournalReader.Read(home.Journal) is { } bytes ? ParsedJournal.Read(bytes) : ParsedJournal.Empty;
        }
        catch (Exception e) when (e is JournalException or IOException or UnauthorizedAccessException)
        {
            throw new VisorException(ExitCodes.Configuration, $"the journal {home.Journal} cannot be used: {e.Message}; `visor check --home {home.Word}` says more");
        }
    }
}
