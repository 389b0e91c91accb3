using Visor.Configuration;
using Visor.Lifecycle;
using Visor.Supervision.Stamping;

namespace Visor.Supervision.Resuming;

/// <summary>
/// Whether a command line is that of a core which a run config starts, whichever Visor or person has started it. A shell, an editor or another verb of the same
/// binary that names the same folder is none. Pure.
/// </summary>
internal static class CoreLikeness
{
    /// <param name="commandLine">As in <c>/proc/PID/cmdline</c>, <c>argv[0]</c> first.</param>
    /// <returns>What <c>--home</c> says among its arguments; null: it is no such core.</returns>
    public static string? HomeOf(IReadOnlyList<string> commandLine, BinaryConfig core) => Enumerable.Range(1, Math.Max(0, commandLine.Count - 1))
        .Where(i => i == 1 || IsNoVerb(commandLine[i - 1]))
        .Select(i => (Program: commandLine[i - 1], Arguments: (IReadOnlyList<string>)[.. commandLine.Skip(i)]))
        .Where(a => IsSame(a.Program, a.Arguments, core)).Select(a => StampPlace.CoreHome(a.Arguments)).FirstOrDefault(home => home is not null);

    // A script shows up as its interpreter with the script's path, or as what it has put in its own place with options, in front of the arguments.
    private static bool IsNoVerb(string word) => word.StartsWith('-') || word.Contains('/', StringComparison.Ordinal);

    private static bool IsSame(string program, IReadOnlyList<string> arguments, BinaryConfig core)
    {
        var isSameProgram = string.Equals(Path.GetFileName(program), Path.GetFileName(core.Path), StringComparison.Ordinal);
        return (isSameProgram && Verb(arguments).SequenceEqual(Verb(core.Arguments), StringComparer.Ordinal)) || IsSameButForTheSnapshot(arguments, core.Arguments);
    }

    // What stands before the first option: `start`, where the data node of the same binary has `datanode start`.
    private static IEnumerable<string> Verb(IEnumerable<string> arguments) => arguments.TakeWhile(a => !a.StartsWith('-'));

    private static bool IsSameButForTheSnapshot(IReadOnlyList<string> arguments, IReadOnlyList<string> core) =>
        arguments.Take(core.Count).SequenceEqual(core, StringComparer.Ordinal)
        && (arguments.Count == core.Count || (arguments.Count == core.Count + 2 && string.Equals(arguments[core.Count], SnapshotFlag.Name, StringComparison.Ordinal)));
}
