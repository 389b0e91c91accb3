namespace Visor.Http;

/// <summary>An HTTP handler that does only what it is told: no proxy, redirect, cookie, decompression, tracing.</summary>
internal static class BareHandler
{
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
        ConnectCallback = connect,
    };
}
