using System.Collections.Immutable;
using Visor.Model;

namespace Visor.Journaling;

/// <summary>Which lines of a long journal are kept. Pure.</summary>
internal static class JournalCompaction
{
    /// <summary>Of the end every line is kept, for people who look into what has just happened.</summary>
    public const int LastLines = 200;

    /// <returns>The lines to keep, byte for byte and in their order; null if without the others the journal would say something else.</returns>
    public static byte[]? Compact(ParsedJournal content)
    {
        var lines = content.Lines;
        var sinceNothingLived = Math.Max(0, LastIndex(lines, e => e is JournalEntry.Stopped));
        var superseded = Superseded(lines);
        var durations = Durations(lines);
        var lastHold = LastIndex(lines, e => e is JournalEntry.Held or JournalEntry.HoldLifted);
        var history = JournalState.Empty;
        List<ParsedJournal.Line> kept = [];
        for (var i = 0; i < lines.Length; i++)
        {
            var entry = lines[i].Entry;
            var after = history.After(entry);
            if (i >= lines.Length - LastLines
                || (WorthOf(entry) == Worth.Lasting && !superseded.Contains(i))
                || (i >= sinceNothingLived && (WorthOf(entry) == Worth.WhileItLives || history.IsStopping != after.IsStopping || history.HasAnswered != after.HasAnswered || history.Unsure != after.Unsure))
                || durations.Contains(i)
                || (i == lastHold && entry is JournalEntry.Held)
                || !IsSameNode(history, after))
            {
                kept.Add(lines[i]);
            }

            history = after;
        }

        return SaysTheSame(JournalState.Replay(kept.Select(l => l.Entry)), history)
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
        JournalEntry.Opened or JournalEntry.Answered or JournalEntry.HandedOver => Worth.Recent,
        JournalEntry.Step => Worth.Recent,
        JournalEntry.Held or JournalEntry.HoldLifted => Worth.Recent, // Only that something is held still counts.
        JournalEntry.Intent or JournalEntry.Started or JournalEntry.Ended or JournalEntry.Stopped => Worth.WhileItLives,
        _ => Worth.Lasting,
    };

    // How long an upgrade took is told by the end of the old release, the start of the new one and its first answer.
    private static HashSet<int> Durations(ImmutableArray<ParsedJournal.Line> lines)
    {
        HashSet<int> durations = [];
        var reached = Milestone.Answered;
        for (var i = 0; i < lines.Length; i++)
        {
            var milestone = MilestoneOf(lines[i].Entry);
            if (milestone != Milestone.Switching && milestone <= reached)
                continue;
            durations.Add(i);
            reached = milestone;
        }

        return durations;
    }

    private enum Milestone
    {
        None,
        Switching,
        Stopped,
        Activated,
        Started,
        Answered,
    }

    private static Milestone MilestoneOf(JournalEntry entry) => entry switch
    {
        JournalEntry.Switching or JournalEntry.Ordered => Milestone.Switching,
        JournalEntry.Stopped => Milestone.Stopped,
        JournalEntry.Activated or JournalEntry.Obeyed => Milestone.Activated,
        JournalEntry.Started => Milestone.Started,
        JournalEntry.Answered => Milestone.Answered,
        _ => Milestone.None,
    };

    // What the network agreed on and thought better of before it was due: of many such lines in a row the last says it all.
    private static HashSet<int> Superseded(ImmutableArray<ParsedJournal.Line> lines)
    {
        HashSet<int> superseded = [];
        var isFollowed = false;
        for (var i = lines.Length - 1; i >= 0; i--)
        {
            var isAgreement = lines[i].Entry is JournalEntry.Accepted or JournalEntry.Withdrawn;
            if (isAgreement && isFollowed)
                superseded.Add(i);
            isFollowed = lines[i].Entry is not (JournalEntry.Due or JournalEntry.Activated) && (isFollowed || isAgreement);
        }

        return superseded;
    }

    private static bool IsSameNode(JournalState one, JournalState other) =>
        Agreed(one.Active) == Agreed(other.Active) && one.InFlight == other.InFlight && one.Target == other.Target && one.Ordered == other.Ordered && one.Step == other.Step && one.Proof == other.Proof
        && string.Equals(one.GivenUp, other.GivenUp, StringComparison.Ordinal);

    private static ActiveRelease? Agreed(ActiveRelease? active) => active is null ? null : active with { Accepted = null };

    // Of two arrays the comparison of records only asks whether they are the same object.
    private static bool SaysTheSame(JournalState one, JournalState other) =>
        one with { Processes = [], Launch = [], Activations = [], WorkingDirectory = null }
            == other with { Processes = [], Launch = [], Activations = [], WorkingDirectory = null }
        && one.Activations.SequenceEqual(other.Activations) && one.Processes.SequenceEqual(other.Processes) && one.Launch.SequenceEqual(other.Launch);

    private static int LastIndex(ImmutableArray<ParsedJournal.Line> lines, Func<JournalEntry, bool> wanted)
    {
        var i = lines.Length - 1;
        while (i >= 0 && !wanted(lines[i].Entry))
            i--;
        return i;
    }
}
