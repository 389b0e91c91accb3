using Visor.Chains.Vega.Layout;
using Visor.Model;
using Visor.Processes;

namespace Visor.Chains.Vega;

/// <summary>A core is asked over the UNIX socket of its admin server.</summary>
internal sealed class VegaConnector : INodeConnector
{
    private const string DefaultRequestPath = "/rpc";

    public string EndpointSetting => "vega.rpc.socketPath";

    public INodeClient Connect(NodeEndpoint endpoint, NodeDefinition? now, Func<int, bool> isOurs, TimeProvider time) =>
        new VegaNodeClient(new RpcConfig(endpoint.Address, endpoint.RequestPath ?? DefaultRequestPath), (now as RunConfig)?.StatisticsUrl, isOurs, time);

    public NodeEndpoint Absolute(NodeEndpoint endpoint, string workingDirectory) => endpoint with { Address = Path.GetFullPath(endpoint.Address, workingDirectory) };

    public EndpointOccupant? OccupantOf(NodeEndpoint endpoint) => SocketPeer.Find(endpoint.Address) switch
    {
        null => null,
        SocketPeer.MayNotAsk => new EndpointOccupant.Hidden(MayNotAsk(Path.GetFullPath(endpoint.Address))),
        > 0 and var pid => new EndpointOccupant.Process(pid),
        _ => new EndpointOccupant.Process(Pid: null),
    };

    private static string MayNotAsk(string path) =>
        $"cannot tell whether a core answers on {path}: this user may not connect to it (permission denied); check as root what listens there (ss -xlp src {ShellWord.Quote(path)}); "
        + $"if nothing does, the socket is left over: rm {ShellWord.Quote(path)}; otherwise stop that process, or correct `vega.rpc.socketPath`";
}
