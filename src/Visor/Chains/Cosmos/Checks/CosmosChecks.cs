using Visor.Chains.Cosmos.Layout;
using Visor.Chains.Cosmos.Rpc;
using Visor.Model;

namespace Visor.Chains.Cosmos.Checks;

internal sealed class CosmosChecks(CosmosContext context) : INodeChecks
{
    public IEnumerable<Finding> Check(NodeDefinition definition)
    {
        yield return Finding.Ok("settings", $"DAEMON_* and COSMOVISOR_* are those of {context.SettingsSource}");
        yield return Directory.Exists(context.Settings.Data)
            ? Finding.Ok("data", $"{context.Settings.Data} is where the node keeps its data")
            : Finding.Failure("data", $"{context.Settings.Data} does not exist", $"initialize the node ({context.Settings.Name} init), or correct DAEMON_HOME");
        foreach (var finding in DoubleSignCheck.Check(context, definition.Queried.Path))
            yield return finding;
        if (Directory.Exists(context.Settings.Data))
            yield return BackupCheck.Check(context.Settings);
    }

    public string? SocketOf(NodeDefinition definition) => RpcAddress.Parse(definition.Endpoint.Address) is RpcAddress.Unix { Path: var path } ? Path.GetFullPath(path, context.Settings.Root) : null;
}
