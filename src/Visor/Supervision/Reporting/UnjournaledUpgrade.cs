using Microsoft.Extensions.Logging;
using Visor.Home;
using Visor.Journaling;
using Visor.Model;

namespace Visor.Supervision.Reporting;

/// <summary>An upgrade that is due but could not be journalled: the next Visor would not know of it and would start the old release.</summary>
internal static class UnjournaledUpgrade
{
    /// <summary>Says what to do about it before you start Visor again.</summary>
    /// <returns>The exit code that keeps it from being started again by itself; null: there is no such upgrade.</returns>
    public static int? Report(Journal journal, VisorHome home, ILogger log)
    {
        if (journal.Unwritten.OfType<JournalEntry.Due>().LastOrDefault() is not { } due || IsKnown(journal, due))
            return null;
        log.LogCritical(
            "The upgrade to {Tag} at block {Height} is due, but Visor could not record that in the journal ({Problem}): before you start Visor again, fix that, "
            + "put the new release in its folder, and switch to it: {Command}",
            due.Tag, due.Height, journal.Problem, $"visor switch {due.Tag} --height {due.Height} --home {home.Word}");
        return ExitCodes.Configuration;
    }

    // That something else is waited for since may go unwritten.
    private static bool IsKnown(Journal journal, JournalEntry.Due due) =>
        journal.History.InFlight is { } plan && string.Equals(plan.Tag.Value, due.Tag, StringComparison.Ordinal) && plan.Height == due.Height;
}
