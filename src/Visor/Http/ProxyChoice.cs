using System.Net;

namespace Visor.Http;

/// <summary>The way of a request to its server.</summary>
internal abstract record ProxyChoice
{
    private ProxyChoice()
    {
    }

    /// <summary>No variable names a proxy for it, or NO_PROXY excepts its host.</summary>
    internal sealed record Direct : ProxyChoice
    {
        public static Direct Instance { get; } = new();
    }

    /// <param name="Address">In a scheme that the runtime knows: <c>http</c>, <c>https</c>, <c>socks4</c>, <c>socks4a</c>, <c>socks5</c>; without user.</param>
    /// <param name="Credentials">Null: none are given.</param>
    /// <param name="ResolvesHere">Whether the name of the server is looked up on this machine, and the proxy is only told the address.</param>
    /// <param name="Variable">Where the operator finds it.</param>
    internal sealed record Via(Uri Address, ProxyCredentials? Credentials, bool ResolvesHere, string Variable) : ProxyChoice;

    /// <summary>A variable names what cannot be used, and nobody may go around it.</summary>
    /// <param name="Problem">Names the variable and the remedy, and nothing of its value that may be secret.</param>
    internal sealed record Unusable(string Problem) : ProxyChoice;
}

/// <summary>What a proxy knows the operator by. Nothing of it is printed.</summary>
internal sealed class ProxyCredentials(string user, string password) : ICredentials
{
    private readonly NetworkCredential _credential = new(user, password);

    /// <summary>Basic (RFC 7617) and the username of SOCKS, as curl uses them; no scheme that would need a library for it.</summary>
    public NetworkCredential? GetCredential(Uri uri, string authType) =>
        string.Equals(authType, "Basic", StringComparison.OrdinalIgnoreCase) || authType.StartsWith("socks", StringComparison.OrdinalIgnoreCase) ? _credential : null;

    public override string ToString() => "[credentials]";
}
