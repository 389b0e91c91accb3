using System.Net;
using System.Net.Sockets;

namespace Visor.Http;

/// <summary>
/// Asks a proxy for addresses that were looked up here, as curl does for <c>socks5://</c>: the proxy, and the network behind it, are not told the name.
/// The server is, in <c>Host</c> and in TLS.
/// </summary>
internal static class LocalNames
{
    /// <summary>Addresses that are tried, one after the other, while the proxy says that it cannot reach them.</summary>
    private const int MaxNames = 4;

    public static async Task<HttpResponseMessage> Send(HttpMessageInvoker proxy, HttpRequestMessage request, CancellationToken cancellation)
    {
        var address = request.RequestUri!;
        if (address.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6)
            return await proxy.SendAsync(request, cancellation);

        var found = await Find(address.IdnHost, cancellation);
        request.Headers.Host = address.IsDefaultPort ? address.IdnHost : $"{address.IdnHost}:{address.Port}";
        try
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    request.RequestUri = new UriBuilder(address) { Host = found[i].ToString() }.Uri;
                    return await proxy.SendAsync(request, cancellation);
                }
                catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ProxyTunnelError && i + 1 < Math.Min(found.Count, MaxNames))
                {
                    // Nothing has been sent yet.
                }
            }
        }
        finally
        {
            request.RequestUri = address;
            request.Headers.Host = null;
        }
    }

    private static async Task<IReadOnlyList<IPAddress>> Find(string host, CancellationToken cancellation)
    {
        try
        {
            return HappyEyeballs.Order(await Dns.GetHostAddressesAsync(host, cancellation)) is { Count: > 0 } found
                ? found
                : throw new SocketException((int)SocketError.HostNotFound);
        }
        catch (SocketException e)
        {
            throw new ProxyFailure($"cannot be reached: its name does not resolve ({new SocketException((int)e.SocketErrorCode).Message})", isUnusable: false, e);
        }
    }
}
