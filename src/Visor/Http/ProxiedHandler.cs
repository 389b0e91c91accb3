using System.Collections.Concurrent;
using System.Net;

namespace Visor.Http;

/// <summary>Sends each request the way that the proxy variables say, and no other: what they cannot be obeyed in is an error of the request.</summary>
/// <remarks>
/// A handler of its own for each proxy. The runtime's handler would ask its proxy's <see cref="IWebProxy"/> for each request and go direct whenever
/// that throws or names something it does not know.
/// </remarks>
/// <param name="make">A handler without a proxy.</param>
internal sealed class ProxiedHandler(ProxyVariables variables, Func<SocketsHttpHandler> make) : HttpMessageHandler
{
    private static readonly HttpRequestOptionsKey<string> Reader = new("visor.proxy");

    private readonly HttpMessageInvoker _direct = new(make(), disposeHandler: true);
    private readonly ConcurrentDictionary<Uri, HttpMessageInvoker> _proxied = new();

    /// <summary>The variable whose proxy has read a request that is not encrypted, and may be who answers it; null: none.</summary>
    public static string? ReaderOf(HttpRequestMessage request) => request.Options.TryGetValue(Reader, out var variable) ? variable : null;

    /// <exception cref="ProxyFailure">It is the proxy that cannot be used or reached.</exception>
    /// <exception cref="HttpRequestException">Everything else.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        switch (variables.For(request.RequestUri!))
        {
            case ProxyChoice.Unusable { Problem: var problem }:
                throw new ProxyFailure($"cannot be reached: {problem}", isUnusable: true);
            case ProxyChoice.Via via:
                try
                {
                    var proxy = Through(via);
                    if (request.RequestUri!.Scheme is "http" && via.Address.Scheme is "http" or "https")
                        request.Options.Set(Reader, via.Variable);
                    return via.ResolvesHere
                        ? await LocalNames.Send(proxy, request, cancellationToken)
                        : await proxy.SendAsync(request, cancellationToken);
                }
                catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
                {
                    throw new ProxyFailure($"cannot be reached: the proxy in {via.Variable} {ConnectionFailure.Describe(e)}", isUnusable: false, e);
                }

            default:
                return await _direct.SendAsync(request, cancellationToken);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _direct.Dispose();
            foreach (var proxy in _proxied.Values)
                proxy.Dispose();
        }

        base.Dispose(disposing);
    }

    private HttpMessageInvoker Through(ProxyChoice.Via via) => _proxied.GetOrAdd(via.Address, _ =>
    {
        var handler = make();
        handler.UseProxy = true;
        handler.Proxy = new Always(via);
        return new HttpMessageInvoker(handler, disposeHandler: true);
    });

    private sealed class Always(ProxyChoice.Via via) : IWebProxy
    {
        public ICredentials? Credentials
        {
            get => via.Credentials;
            set => throw new NotSupportedException();
        }

        public Uri GetProxy(Uri destination) => via.Address;

        public bool IsBypassed(Uri host) => false;
    }
}

/// <summary>A request was not sent, because its proxy cannot be used or reached; the message is the end of a sentence that begins with the address.</summary>
/// <param name="isUnusable">Whether a person has to mend the variable, and trying again is of no use.</param>
internal sealed class ProxyFailure(string message, bool isUnusable, Exception? cause = null)
    : HttpRequestException(HttpRequestError.ProxyTunnelError, message, cause)
{
    public bool IsUnusable => isUnusable;
}
