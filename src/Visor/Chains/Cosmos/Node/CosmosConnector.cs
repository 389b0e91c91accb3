using System.Net;
using Visor.Chains.Cosmos.Layout;
using Visor.Chains.Cosmos.Rpc;
using Visor.Model;
using Visor.Processes;

namespace Visor.Chains.Cosmos.Node;

/// <summary>A node is asked over CometBFT's RPC.</summary>
internal sealed class CosmosConnector(CosmosContext context) : INodeConnector
{
    public string EndpointSetting => "rpc.laddr";

    public INodeClient Connect(NodeEndpoint endpoint, NodeDefinition? now, Func<int, bool> isOurs, TimeProvider time) => new CosmosNodeClient(context, Asked(endpoint), isOurs, time);

    public NodeEndpoint Absolute(NodeEndpoint endpoint, string workingDirectory) =>
        AddressOf(endpoint) is RpcAddress.Unix { Path: var path } ? endpoint with { Address = new RpcAddress.Unix(Path.GetFullPath(path, context.Settings.Root)).ToString() } : endpoint;

    public EndpointOccupant? OccupantOf(NodeEndpoint endpoint) => AddressOf(endpoint) switch
    {
        RpcAddress.Unix { Path: var path } => SocketPeer.Find(Path.GetFullPath(path, context.Settings.Root)) switch
        {
            null => null,
            SocketPeer.MayNotAsk => new EndpointOccupant.Hidden($"cannot tell whether a node answers on {path}: this user may not connect to it"),
            > 0 and var pid => new EndpointOccupant.Process(pid),
            _ => new EndpointOccupant.Process(Pid: null),
        },
        RpcAddress.Tcp tcp => IPAddress.TryParse(tcp.Host is "localhost" ? "127.0.0.1" : tcp.Host, out var address) && TcpPeer.Find(address, tcp.Port, _ => false) is { } found
            ? new EndpointOccupant.Process(found > 0 ? found : null)
            : null,
        _ => null,
    };

    // A node that an earlier Visor has started is asked where the settings say now.
    private RpcAddress Asked(NodeEndpoint endpoint) => context.RpcAddress?.Current is { } own && RpcAddress.Parse(own) is { } address
        ? address is RpcAddress.Unix { Path: var path } ? new RpcAddress.Unix(Path.GetFullPath(path, context.Settings.Root)) : address
        : AddressOf(endpoint);

    private static RpcAddress AddressOf(NodeEndpoint endpoint) => RpcAddress.Parse(endpoint.Address) ?? new RpcAddress.Off();
}
