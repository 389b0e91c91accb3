using Microsoft.Extensions.Logging;
using Visor.Home;
using Visor.Journaling;
using Visor.Model;

namespace Visor.Supervision.Reporting;

/// <summary>An upgrade that is due and could not be journalled: nobody else knows of it, and whoever starts Visor again would start the old release.</summary>
internal static class UnjournaledUpgrade
{
    /// <summary>Says what to do about it before Visor is started again.</summary>
    /// <returns>The exit code that keeps it from being started again by itself; null: there is no such upgrade.</returns>
    public static int? Report(Journal journal, VisorHome home, ILogger log)
    {
        if (journal.Unwritten.OfType<JournalEntry.Due>().LastOrDefault() is not { } due)
            return null;
        log.LogCritical(
            "The upgrade to {Tag} at block {Height} is due and could not be noted in the journal ({Problem}): before Visor is started again, mend that, "
            + "put the new release into its folder, and switch to it: {Command}",
            due.Tag, due.Height, journal.Problem, $"visor switch {due.Tag} --height {due.Height} --home {ShellWord.Quote(home.Root)}");
        return ExitCodes.Configuration;
    }
}
