using System.Net.Sockets;

namespace Visor.Http;

/// <summary>An HTTP handler that does only what it is told: no proxy, redirect, cookie, decompression, tracing.</summary>
internal static class MinimalHttpHandler
{
    /// <param name="connect">Null: to the address of the request, as <see cref="HappyEyeballs"/> does.</param>
    public static SocketsHttpHandler Make(
        Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? connect = null) => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = System.Net.DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        MaxConnectionsPerServer = 2,
        MaxResponseHeadersLength = 16,
        // A body that is not read to its end is too long: the connection is given up rather than drained.
        MaxResponseDrainSize = 0,
        ConnectCallback = connect ?? Connect,
    };

    // Of the server, or of the proxy before it. Nothing of TLS has been touched yet.
    private static async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        if (context.InitialRequestMessage.RequestUri is { Scheme: "https" })
            OpenSsl.Demand();
        return new NetworkStream(await HappyEyeballs.OfThisMachine.Connect(context.DnsEndPoint, cancellation), ownsSocket: true);
    }
}
