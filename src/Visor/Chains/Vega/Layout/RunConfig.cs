using System.Collections.Immutable;
using Visor.Model;

namespace Visor.Chains.Vega.Layout;

/// <summary>How one release is run: <c>run-config.toml</c> in its folder.</summary>
/// <param name="Processes">The core and, if this node has one, the data node.</param>
/// <param name="StatisticsUrl">The core's statistics over HTTP, which tell the block height; null: not asked.</param>
internal sealed record RunConfig(string File, string Name, RpcConfig Rpc, ImmutableArray<ProcessDefinition> Processes, Uri? StatisticsUrl)
    : NodeDefinition(File, Name, new NodeEndpoint(Rpc.SocketPath, Rpc.HttpPath), Processes)
{
    private const string HomeFlag = "--home";

    public ProcessDefinition Core => Processes[0];

    /// <summary>Null: this node has none.</summary>
    public ProcessDefinition? DataNode => Processes.FirstOrDefault(p => p.Role == VegaRoles.DataNode);

    public override bool HasRelativePaths => !Path.IsPathRooted(Rpc.SocketPath) || Processes.Any(p => AreRelative(p.Arguments));

    private static bool AreRelative(ImmutableArray<string> arguments) =>
        arguments.Any(a => a.StartsWith("./", StringComparison.Ordinal) || a.StartsWith("../", StringComparison.Ordinal)
            || (a.StartsWith(HomeFlag + "=", StringComparison.Ordinal) && !Path.IsPathRooted(a[(HomeFlag.Length + 1)..])))
        || arguments.Zip(arguments.Skip(1)).Any(pair => pair.First is HomeFlag && !Path.IsPathRooted(pair.Second));
}

/// <param name="SocketPath">UNIX socket of the core's admin server; relative paths mean Visor's working directory.</param>
/// <param name="HttpPath">Path of the RPC in the request line, such as <c>/rpc</c>.</param>
internal sealed record RpcConfig(string SocketPath, string HttpPath);
