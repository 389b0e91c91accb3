using Microsoft.Extensions.Logging;
using Visor.Home;
using Visor.Supervision.Journaling;

namespace Visor.Supervision;

/// <summary>Opens the journal of a home whose lock is held.</summary>
internal sealed class HomeJournal(VisorHome home, TimeProvider time, ILogger log)
{
    /// <param name="wasThere">Whether it existed before: then something has run on this home.</param>
    /// <exception cref="VisorException">It cannot be used.</exception>
    public Journal Open(out bool wasThere) => TryOpen(out wasThere, out var problem) ?? throw new VisorException(
        ExitCodes.Configuration,
        $"the journal {home.Journal} cannot be used: {problem}; Visor does not guess what ran, so restore it from a copy, or "
        + $"make sure that `current` names the release that must run, move the journal away and start Visor again");

    /// <returns>Null: it cannot be used, and <paramref name="problem"/> says why.</returns>
    public Journal? TryOpen(out bool wasThere, out string? problem)
    {
        wasThere = false;
        try
        {
            var file = JournalFile.Open(home.Journal, out var entries);
            wasThere = file.WasThere;
            problem = null;
            return new Journal(file, JournalHistory.Of(entries), time, log);
        }
        catch (Exception e) when (e is JournalException or IOException or UnauthorizedAccessException or FormatException)
        {
            problem = e.Message;
            return null;
        }
    }
}
