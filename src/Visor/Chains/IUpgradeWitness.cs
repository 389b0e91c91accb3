using Visor.Model;
using Visor.Processes;

namespace Visor.Chains;

/// <summary>What can tell of a node that does not run whether it has reached the block of an upgrade.</summary>
internal interface IUpgradeWitness
{
    /// <summary>What is asked, as it stands in messages: <c>the data node's history</c>.</summary>
    string Name { get; }

    /// <param name="nodeLock">Held: nothing of the node lives.</param>
    Task<WitnessAnswer> Ask(NodeDefinition definition, FileLock nodeLock, CancellationToken cancellation);
}

internal abstract record WitnessAnswer
{
    /// <param name="Height">The last block that the node has processed.</param>
    public sealed record Reached(ulong Height) : WitnessAnswer;

    /// <summary>It has nothing to say.</summary>
    public sealed record Nothing : WitnessAnswer;

    /// <param name="Reason">Why it could not be asked.</param>
    public sealed record Failure(string Reason) : WitnessAnswer;
}
