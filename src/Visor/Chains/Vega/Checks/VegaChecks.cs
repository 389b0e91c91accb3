using Visor.Chains.Vega.Layout;
using Visor.Model;

namespace Visor.Chains.Vega.Checks;

/// <summary>The homes that the arguments name, and the socket of the core.</summary>
internal sealed class VegaChecks(INodeConnector connector) : INodeChecks
{
    public IEnumerable<Finding> Check(NodeDefinition definition) => definition is RunConfig runConfig
        ? [.. NodeHomeCheck.Check(runConfig), SocketCheck.Check(runConfig.Rpc.SocketPath, connector.OccupantOf(definition.Endpoint))]
        : [];

    public string? SocketOf(NodeDefinition definition) => (definition as RunConfig)?.Rpc.SocketPath;
}
