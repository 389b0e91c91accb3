using System.Collections.Immutable;
using Visor.Chains;
using Visor.Model;

namespace Visor.FakeChain;

internal sealed class FakeProcesses : INodeProcesses
{
    public ImmutableArray<ProcessRole> Roles { get; } = [FakeFamily.Node];

    public bool HaveWitness(IEnumerable<ProcessRole> roles) => true;

    public string? DataFolder(IReadOnlyList<string> arguments) =>
        arguments.Zip(arguments.Skip(1)).Where(pair => pair.First is FakeFamily.DataFlag).Select(pair => pair.Second).FirstOrDefault();

    public string? DataFolder(IReadOnlyList<string> commandLine, ProcessDefinition process) =>
        commandLine.TakeLast(process.Arguments.Length).SequenceEqual(process.Arguments, StringComparer.Ordinal) ? DataFolder(process.Arguments) : null;

    public string Changed => "command changed";

    public bool IsAsStarted(ImmutableArray<string> started, ulong? from, ProcessDefinition now) => started.SequenceEqual(now.Arguments, StringComparer.Ordinal);
}
