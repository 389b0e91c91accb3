using Microsoft.Extensions.Logging;
using Visor.Home;
using Visor.Model;
using Visor.Platform;
using Visor.Users;

namespace Visor.Journaling;

/// <summary>Opens the journal of a home whose lock is held.</summary>
internal sealed class JournalOpener(VisorHome home, TimeProvider time, ILogger log)
{
    /// <param name="wasThere">Whether it existed before: then something has run on this home.</param>
    /// <exception cref="VisorException">It cannot be used.</exception>
    public Journal Open(out bool wasThere)
    {
        try
        {
            return OpenFile(out wasThere);
        }
        catch (IOException e) when (PassingTrouble.Is(e))
        {
            throw new VisorException(ExitCodes.Failed, $"cannot read the journal {home.Journal} now: {PlainText.Clause(e)}; check its disk");
        }
        catch (Exception e) when (IsUnusable(e) && AccessRemedy.Knows(e))
        {
            throw new VisorException(ExitCodes.Configuration, $"the journal {home.Journal} cannot be used: {PlainText.Clause(e)}; {AccessRemedy.For(home, home.Journal, e)}");
        }
        catch (Exception e) when (IsUnusable(e))
        {
            throw new VisorException(
                ExitCodes.Configuration,
                $"the journal {home.Journal} cannot be used: {PlainText.Clause(e)}; Visor does not guess what ran: restore the journal from a copy, or "
                + $"make sure that `current` names the release that should run, move the journal away and start Visor again");
        }
    }

    /// <returns>Null: it cannot be used, and <paramref name="problem"/> says why.</returns>
    public Journal? TryOpen(out bool wasThere, out string? problem)
    {
        wasThere = false;
        try
        {
            problem = null;
            return OpenFile(out wasThere);
        }
        catch (Exception e) when (IsUnusable(e))
        {
            problem = e.Message;
            return null;
        }
    }

    private Journal OpenFile(out bool wasThere)
    {
        var file = JournalFile.Open(home.Journal, out var entries);
        wasThere = file.WasThere;
        return new Journal(file, JournalState.Replay(entries), time, log);
    }

    private static bool IsUnusable(Exception problem) => problem is JournalException or IOException or UnauthorizedAccessException or FormatException;
}
