using System.Collections.Immutable;

namespace Visor.Supervision.Journaling;

/// <summary>Which lines of a long journal are kept. Pure.</summary>
internal static class JournalCompaction
{
    /// <summary>Of the end every line is kept, for people who look into what has just happened.</summary>
    public const int LastLines = 200;

    /// <returns>The lines to keep, byte for byte and in their order; null if without the others the journal would say something else.</returns>
    public static byte[]? Of(JournalContent content)
    {
        var lines = content.Lines;
        var sinceNothingLived = Math.Max(0, LastIndex(lines, e => e is JournalEntry.Stopped));
        var history = JournalHistory.Empty;
        List<JournalContent.Line> kept = [];
        for (var i = 0; i < lines.Length; i++)
        {
            var entry = lines[i].Entry;
            var after = history.After(entry);
            if (i >= lines.Length - LastLines
                || WorthOf(entry) == Worth.Lasting
                || (WorthOf(entry) == Worth.WhileItLives && i >= sinceNothingLived)
                || !SameUpgrades(history, after))
            {
                kept.Add(lines[i]);
            }

            history = after;
        }

        return SaysTheSame(JournalHistory.Of(kept.Select(l => l.Entry)), history)
            ? [.. kept.SelectMany(l => content.Bytes[l.At].ToArray())]
            : null;
    }

    private enum Worth
    {
        /// <summary>It is of interest while it is recent.</summary>
        Recent,

        /// <summary>It tells, with its like, what lives: all of them since nothing lived.</summary>
        WhileItLives,

        /// <summary>It belongs to the history of this home's upgrades.</summary>
        Lasting,
    }

    private static Worth WorthOf(JournalEntry entry) => entry switch
    {
        JournalEntry.Stopping stopping when !stopping.Why.StartsWith("upgrade to ", StringComparison.Ordinal) => Worth.Recent,
        JournalEntry.Opened or JournalEntry.Answered => Worth.Recent,
        JournalEntry.Intent or JournalEntry.Started or JournalEntry.Ended or JournalEntry.Stopped => Worth.WhileItLives,
        _ => Worth.Lasting,
    };

    private static bool SameUpgrades(JournalHistory one, JournalHistory other) => one.Active == other.Active && one.InFlight == other.InFlight;

    // Of two arrays the comparison of records only asks whether they are the same object.
    private static bool SaysTheSame(JournalHistory one, JournalHistory other) =>
        one with { Processes = [] } == other with { Processes = [] } && one.Processes.SequenceEqual(other.Processes);

    private static int LastIndex(ImmutableArray<JournalContent.Line> lines, Func<JournalEntry, bool> wanted)
    {
        var i = lines.Length - 1;
        while (i >= 0 && !wanted(lines[i].Entry))
            i--;
        return i;
    }
}
