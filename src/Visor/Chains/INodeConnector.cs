using Visor.Model;

namespace Visor.Chains;

/// <summary>Makes what a node is asked through.</summary>
internal interface INodeConnector
{
    /// <param name="endpoint">Where it was started to answer.</param>
    /// <param name="now">What its release says now; null: it cannot be read.</param>
    /// <param name="isOurs">Whether the process with this pid may be listened to.</param>
    INodeClient Connect(NodeEndpoint endpoint, NodeDefinition? now, Func<int, bool> isOurs, TimeProvider time);

    /// <summary>The endpoint as it is kept: it means the same in every working directory.</summary>
    /// <param name="workingDirectory">Absolute.</param>
    NodeEndpoint Absolute(NodeEndpoint endpoint, string workingDirectory);

    /// <summary>The process that answers there.</summary>
    EndpointOccupant? OccupantOf(NodeEndpoint endpoint);

    /// <summary>What an operator corrects so that a node answers elsewhere, such as the key of a file.</summary>
    string EndpointSetting { get; }
}

/// <summary>Who answers where a node is asked.</summary>
internal abstract record EndpointOccupant
{
    /// <param name="Pid">Null: it cannot be seen from here.</param>
    public sealed record Process(int? Pid) : EndpointOccupant;

    /// <summary>This user may not find out whether a process does.</summary>
    /// <param name="Why">Cause, place and remedy.</param>
    public sealed record Hidden(string Why) : EndpointOccupant;
}
