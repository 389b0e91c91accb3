using System.Collections.Immutable;
using Visor.Journaling;

namespace Visor.Recovery;

/// <summary>
/// Which of the processes that were to be started a command line belongs to. A script shows up as its interpreter with the
/// script and its arguments behind it, or as what it has put in its own place with those arguments at the end. Pure.
/// </summary>
internal static class CommandLineMatcher
{
    /// <param name="commandLine">As in <c>/proc/PID/cmdline</c>, <c>argv[0]</c> first.</param>
    /// <returns>Null: none of them, or not to be told apart.</returns>
    public static JournalEntry.Intent? Match(IReadOnlyList<string> commandLine, ImmutableArray<JournalEntry.Intent> launch)
    {
        var likely = launch.Select(intent => (Intent: intent, Length: Alike(commandLine, intent))).Where(m => m.Length > 0).ToList();
        var most = likely.Select(m => m.Length).DefaultIfEmpty().Max();
        return likely.Where(m => m.Length == most).Select(m => m.Intent).ToList() is [var only] ? only : null;
    }

    /// <returns>How many words at its end are the intent's; 0: it is not this one.</returns>
    private static int Alike(IReadOnlyList<string> commandLine, JournalEntry.Intent intent)
    {
        if (EndsWith(commandLine, [intent.Path, .. intent.Arguments]))
            return intent.Arguments.Length + 1;
        return EndsWith(commandLine, intent.Arguments) ? intent.Arguments.Length : 0;
    }

    private static bool EndsWith(IReadOnlyList<string> commandLine, IReadOnlyList<string> end) =>
        commandLine.TakeLast(end.Count).SequenceEqual(end, StringComparer.Ordinal);
}
