using System.Collections.Immutable;
using Visor.Model;

namespace Visor.Chains.Cosmos.Layout;

/// <summary>A node is one process. Pure.</summary>
internal sealed class CosmosProcesses(CosmosContext context) : INodeProcesses
{
    private const string HomeFlag = "--home";

    public static ProcessRole Node { get; } = ProcessRole.Parse("node");

    public ImmutableArray<ProcessRole> Roles { get; } = [Node];

    // Its app says it again at each start of the old release, which does no harm.
    public bool HaveWitness(IEnumerable<ProcessRole> roles) => true;

    public string? DataFolder(IReadOnlyList<string> arguments) => Path.Combine(FlagValue.Find(arguments, HomeFlag) ?? context.Settings.Home, "data");

    // Without the flag it is not known which home the process takes: then the lock of the database tells of it.
    public string? DataFolder(IReadOnlyList<string> commandLine, ProcessDefinition process) =>
        commandLine is [var program, var word, ..] && NodeWord.Is(word) && string.Equals(Path.GetFileName(program), Path.GetFileName(process.Path), StringComparison.Ordinal)
        && FlagValue.Find(commandLine, HomeFlag) is { } home ? Path.Combine(home, "data") : null;

    public string Changed => "the command line, or the folder of the release, is not what the node was started with: what is there now";

    public bool IsAsStarted(ImmutableArray<string> started, ulong? from, ProcessDefinition now) => started.SequenceEqual(now.Arguments, StringComparer.Ordinal);
}
