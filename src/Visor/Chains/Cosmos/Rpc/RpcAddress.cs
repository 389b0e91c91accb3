using System.Globalization;
using System.Net;

namespace Visor.Chains.Cosmos.Rpc;

/// <summary>Where CometBFT's RPC listens: <c>rpc.laddr</c>, such as <c>tcp://127.0.0.1:26657</c> or <c>unix:///run/gaia.sock</c>.</summary>
internal abstract record RpcAddress
{
    /// <summary>What counts where nothing says otherwise.</summary>
    public const string Default = "tcp://127.0.0.1:26657";

    private RpcAddress()
    {
    }

    /// <param name="Host">As a client reaches it: a wildcard is the loopback.</param>
    public sealed record Tcp(string Host, int Port) : RpcAddress
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"tcp://{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}");
    }

    /// <param name="Path">Relative: to the folder that the node works in.</param>
    public sealed record Unix(string Path) : RpcAddress
    {
        public override string ToString() => $"unix://{Path}";
    }

    /// <summary>The node has no RPC.</summary>
    public sealed record Off : RpcAddress
    {
        public override string ToString() => "";
    }

    /// <returns>Null: it is no address that CometBFT could listen on.</returns>
    public static RpcAddress? Parse(string text)
    {
        if (text.Length == 0)
            return new Off();
        var (scheme, rest) = text.IndexOf("://", StringComparison.Ordinal) is >= 0 and var at ? (text[..at], text[(at + 3)..]) : ("tcp", text);
        if (scheme is "unix")
            return rest.Length > 0 ? new Unix(rest) : null;
        if (scheme is not ("tcp" or "tcp4" or "tcp6" or "http"))
            return null;
        var colon = rest.LastIndexOf(':');
        if (colon < 0 || !int.TryParse(rest.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535)
            return null;
        var host = rest[..colon].Trim('[', ']');
        return new Tcp(IsWildcard(host) ? IPAddress.Loopback.ToString() : host, port);
    }

    private static bool IsWildcard(string host) => host.Length == 0 || (IPAddress.TryParse(host, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)));
}
