using System.Collections.Immutable;

namespace Visor.Model;

/// <summary>How one release is run, whatever file says so; each chain family has its own kind.</summary>
/// <param name="File">Absolute path of the file this was read from.</param>
/// <param name="Name">A label; nothing depends on it.</param>
/// <param name="Endpoint">Where the node is asked once it runs.</param>
/// <param name="Processes">In the order in which they are started; never empty.</param>
internal abstract record NodeDefinition(string File, string Name, NodeEndpoint Endpoint, ImmutableArray<ProcessDefinition> Processes)
{
    /// <summary>The process that is asked, whose data is the chain's. The others are started after it.</summary>
    public ProcessDefinition Queried => Processes[0];

    /// <summary>One definition for each binary: several processes may share one.</summary>
    public IEnumerable<ProcessDefinition> Binaries => Processes.DistinctBy(p => p.Path, StringComparer.Ordinal);

    /// <summary>Whether something in it means another place when Visor is started from another folder.</summary>
    public abstract bool HasRelativePaths { get; }

    public virtual bool Equals(NodeDefinition? other) =>
        other is not null && EqualityContract == other.EqualityContract
        && string.Equals(File, other.File, StringComparison.Ordinal) && string.Equals(Name, other.Name, StringComparison.Ordinal)
        && Endpoint == other.Endpoint && Processes.SequenceEqual(other.Processes);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(File);
}

/// <param name="Path">Absolute path of the executable.</param>
/// <param name="Arguments">Without the executable's own name.</param>
/// <param name="Place">Where the path stands in the file, for messages: <c>file:line:column: key</c>.</param>
internal sealed record ProcessDefinition(ProcessRole Role, string Path, ImmutableArray<string> Arguments, string Place)
{
    /// <summary><c>NAME=value</c>, beside the environment that every process gets.</summary>
    public ImmutableArray<string> Variables { get; init; } = [];

    public bool Equals(ProcessDefinition? other) =>
        other is not null
        && Role == other.Role
        && string.Equals(Path, other.Path, StringComparison.Ordinal)
        && Arguments.SequenceEqual(other.Arguments, StringComparer.Ordinal);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Path);
}

/// <summary>Where a node is asked, as its chain family and the journal write it.</summary>
/// <param name="Address">Such as the path of a UNIX socket.</param>
/// <param name="RequestPath">Of the request line, such as <c>/rpc</c>; null: the family has one for all.</param>
internal sealed record NodeEndpoint(string Address, string? RequestPath);
