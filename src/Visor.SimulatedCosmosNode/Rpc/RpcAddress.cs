using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Visor.SimulatedCosmosNode.Processes;

namespace Visor.SimulatedCosmosNode.Rpc;

/// <summary>Where the RPC listens: <c>tcp://host:port</c> or <c>unix:///path</c>.</summary>
internal sealed record RpcAddress(string Text, EndPoint EndPoint)
{
    public const string Default = "tcp://127.0.0.1:26657";

    public AddressFamily Family => EndPoint is UnixDomainSocketEndPoint ? AddressFamily.Unix : EndPoint.AddressFamily;

    /// <summary>Null: not a UNIX socket.</summary>
    public string? SocketFile => EndPoint is UnixDomainSocketEndPoint ? Text["unix://".Length..] : null;

    /// <exception cref="NodeExitException">Nothing listens there.</exception>
    public static RpcAddress Parse(string text)
    {
        if (text.StartsWith("unix://", StringComparison.Ordinal))
            return new RpcAddress(text, new UnixDomainSocketEndPoint(text["unix://".Length..]));
        var authority = text.StartsWith("tcp://", StringComparison.Ordinal) ? text["tcp://".Length..] : text;
        var colon = authority.LastIndexOf(':');
        if (colon < 0 || !int.TryParse(authority[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            throw NodeExitException.Error($"failed to listen on {text}: missing port in address");
        var host = authority[..colon].Trim('[', ']');
        var address = host switch
        {
            "" => IPAddress.Any,
            "localhost" => IPAddress.Loopback,
            _ => IPAddress.TryParse(host, out var parsed) ? parsed : throw NodeExitException.Error($"failed to listen on {text}: no such host"),
        };
        return new RpcAddress(text, new IPEndPoint(address, port));
    }
}
