using Visor.Model;

namespace Visor.Chains;

/// <summary>What <c>visor check</c> looks at before a node is started again, beyond what every family has.</summary>
internal interface INodeChecks
{
    /// <summary>Folders, files and settings that a definition names. Nothing is changed, and nothing of the node is executed.</summary>
    IEnumerable<Finding> Check(NodeDefinition definition);

    /// <summary>A file that a running node is reached by, which a unit of systemd must not take away; null: there is none.</summary>
    string? SocketOf(NodeDefinition definition);
}
