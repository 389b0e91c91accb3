using Visor.Chains.Cosmos.Layout;
using Visor.Chains.Cosmos.Rpc;
using Visor.Model;

namespace Visor.Chains.Cosmos.Checks;

internal sealed class CosmosChecks(CosmosContext context) : INodeChecks
{
    public IEnumerable<Finding> Check(NodeDefinition definition)
    {
        yield return Finding.Ok("settings", $"DAEMON_* and COSMOVISOR_* are those of {context.SettingsSource}");
        foreach (var finding in DataCheck.Check(context))
            yield return finding;
        foreach (var finding in DoubleSignCheck.Check(context, definition.Queried.Path))
            yield return finding;
        if (Directory.Exists(context.Settings.Data))
            yield return BackupCheck.Check(context.Settings);
        foreach (var finding in CustomScriptCheck.Check(context.Settings))
            yield return finding;
    }

    public string? SocketOf(NodeDefinition definition) => RpcAddress.Parse(definition.Endpoint.Address) is RpcAddress.Unix { Path: var path } ? Path.GetFullPath(path, context.Settings.Root) : null;
}
