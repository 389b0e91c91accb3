using System.Collections.Immutable;
using Visor.Chains.Vega.Layout;
using Visor.Model;

namespace Visor.Chains.Vega.Launch;

/// <summary>A core and, perhaps, a data node, whose history tells how far the core came. Pure.</summary>
internal sealed class VegaNodeProcesses : INodeProcesses
{
    private const string HomeFlag = "--home";

    public ImmutableArray<ProcessRole> Roles { get; } = [VegaRoles.Core, VegaRoles.DataNode];

    public bool HaveWitness(IEnumerable<ProcessRole> roles) => roles.Contains(VegaRoles.DataNode);

    // As a core reads them: the last one counts.
    public string? DataFolder(IReadOnlyList<string> arguments)
    {
        string? home = null;
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].StartsWith(HomeFlag + "=", StringComparison.Ordinal))
                home = arguments[i][(HomeFlag.Length + 1)..];
            else if (string.Equals(arguments[i], HomeFlag, StringComparison.Ordinal) && i + 1 < arguments.Count)
                home = arguments[++i];
        }

        return home is { Length: > 0 } ? home : null;
    }

    public string? DataFolder(IReadOnlyList<string> commandLine, ProcessDefinition process) => Enumerable.Range(1, Math.Max(0, commandLine.Count - 1))
        .Where(i => i == 1 || IsNoVerb(commandLine[i - 1]))
        .Select(i => (Program: commandLine[i - 1], Arguments: (IReadOnlyList<string>)[.. commandLine.Skip(i)]))
        .Where(a => IsSame(a.Program, a.Arguments, process)).Select(a => DataFolder(a.Arguments)).FirstOrDefault(home => home is not null);

    // Visor itself may have added the flag and its height behind the operator's arguments of the core.
    public string Changed => "run config changed";

    public bool IsAsStarted(ImmutableArray<string> started, ulong? from, ProcessDefinition now)
    {
        var added = from is not null && now.Role == VegaRoles.Core && !SnapshotPolicy.IsGiven(now.Arguments) ? 2 : 0;
        return started.Length >= added && started.Take(started.Length - added).SequenceEqual(now.Arguments, StringComparer.Ordinal);
    }

    // A script shows up as its interpreter with the script's path, or as what it has put in its own place with options, in front of the arguments.
    private static bool IsNoVerb(string word) => word.StartsWith('-') || word.Contains('/', StringComparison.Ordinal);

    private static bool IsSame(string program, IReadOnlyList<string> arguments, ProcessDefinition core)
    {
        var isSameProgram = string.Equals(Path.GetFileName(program), Path.GetFileName(core.Path), StringComparison.Ordinal);
        return (isSameProgram && Verb(arguments).SequenceEqual(Verb(core.Arguments), StringComparer.Ordinal)) || IsSameButForTheSnapshot(arguments, core.Arguments);
    }

    // What stands before the first option: `start`, where the data node of the same binary has `datanode start`.
    private static IEnumerable<string> Verb(IEnumerable<string> arguments) => arguments.TakeWhile(a => !a.StartsWith('-'));

    private static bool IsSameButForTheSnapshot(IReadOnlyList<string> arguments, ImmutableArray<string> core) =>
        arguments.Take(core.Length).SequenceEqual(core, StringComparer.Ordinal)
        && (arguments.Count == core.Length || (arguments.Count == core.Length + 2 && string.Equals(arguments[core.Length], SnapshotPolicy.Name, StringComparison.Ordinal)));
}
