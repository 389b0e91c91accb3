using System.Net;
using System.Net.Http.Headers;
using Visor.Http;
using Visor.Model;

namespace Visor.Releases.Fetching;

/// <summary>
/// Asks GitHub and the hosts it points to. One for all attempts; the connections of an attempt are not kept, since the next may be weeks away.
/// </summary>
/// <remarks>
/// The way there is that of <see cref="ProxyVariables"/>. A server on loopback is no exception of its own.
/// </remarks>
internal sealed class ReleaseServer : IDisposable
{
    private static readonly TimeSpan IdleConnectionTimeout = TimeSpan.FromSeconds(10);
    private static readonly string UserAgent = $"visor/{VisorVersion.OfThisProgram.Version.TrimStart('v')}";

    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;
    private readonly ServerBackoffs _backoffs;

    /// <param name="backoffs">Null: nothing is known yet, and nobody else asks.</param>
    public ReleaseServer(TimeProvider time, ServerBackoffs? backoffs = null)
        : this(time, ProxyVariables.OfThisProcess(), backoffs)
    {
    }

    public ReleaseServer(TimeProvider time, ProxyVariables proxies, ServerBackoffs? backoffs = null)
    {
        _time = time;
        _backoffs = backoffs ?? new ServerBackoffs(time);
        _http = new HttpMessageInvoker(new ProxiedHandler(proxies, Handler), disposeHandler: true);
    }

    /// <param name="headers">Sets those that are special to this request.</param>
    /// <param name="read">Takes what it needs of the final answer; throws <see cref="IOException"/> for what ends too early.</param>
    /// <exception cref="TransferException">It cannot be reached, breaks off or is silent.</exception>
    /// <exception cref="RateLimitedException">It has said that it wants to be left alone, and that time is not over: it is not asked.</exception>
    /// <exception cref="ReleaseException">It redirects to an address that is not allowed.</exception>
    public async Task<T> Get<T>(
        ReleaseSource source,
        Uri address,
        Action<HttpRequestHeaders> headers,
        Func<HttpResponseMessage, IdleTimeout, Task<T>> read,
        CancellationToken cancellation)
    {
        DemandLibrary();
        using var silence = new IdleTimeout(_time, cancellation);
        var asked = address;
        try
        {
            var redirects = new Redirects(source, asked);
            while (true)
            {
                using var request = Request(source, redirects, asked);
                headers(request.Headers);
                var token = request.Headers.Authorization?.Parameter;
                if (_backoffs.WaitOf(asked, token) is var wait && wait > TimeSpan.Zero)
                    throw new RateLimitedException($"{source.Shown(asked)} is rate limited; retrying in {Math.Ceiling(wait.TotalSeconds):0} s (kill -HUP retries at once)", wait);
                using var response = await _http.SendAsync(request, silence.Token);
                silence.Restart();
                if (RateLimit.WaitOf(response, _time.GetUtcNow()) is { } limit)
                    _backoffs.Note(asked, token, limit);
                if (request.Headers.Authorization is not null && IsAboutToken(response))
                {
                    // A public repository shows itself without one, and to nobody who shows a bad one.
                    source.Token!.Refuse((int)response.StatusCode);
                    continue;
                }

                if (redirects.Next(asked, response) is not { } next)
                    return await read(response, silence);
                asked = next;
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TransferException($"{source.Shown(asked)} sent nothing for {IdleTimeout.Duration.TotalSeconds:0} s");
        }
        catch (ProxyFailure e) when (e.IsUnusable)
        {
            throw new ReleaseException($"{source.Shown(asked)} {e.Message}");
        }
        catch (HttpRequestException e)
        {
            throw new TransferException($"{source.Shown(asked)} {ConnectionFailure.Describe(e)}");
        }
        catch (IOException e)
        {
            throw new TransferException($"{source.Shown(asked)} {ConnectionFailure.Describe(e)}");
        }
        catch (OutOfMemoryException)
        {
            // How .NET says that there is no thread either.
            throw new TransferException($"{source.Shown(asked)} cannot be reached: no memory or thread is available now");
        }
    }

    public void Dispose() => _http.Dispose();

    private static SocketsHttpHandler Handler()
    {
        var handler = MinimalHttpHandler.Make();
        handler.PooledConnectionIdleTimeout = IdleConnectionTimeout;
        handler.ConnectTimeout = IdleTimeout.Duration;
        // KiB. GitHub's own headers and the address of a signed download come near the limit that suffices for a core.
        handler.MaxResponseHeadersLength = 64;
        return handler;
    }

    // What comes is hashed, be it encrypted or not.
    private static void DemandLibrary()
    {
        try
        {
            OpenSsl.Demand();
        }
        catch (MissingLibraryException e)
        {
            throw new ReleaseException($"nothing can be downloaded: {e.Message}");
        }
    }

    private bool IsAboutToken(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.Unauthorized
        || (response.StatusCode == HttpStatusCode.Forbidden && RateLimit.WaitOf(response, _time.GetUtcNow()) is null);

    private static HttpRequestMessage Request(ReleaseSource source, Redirects redirects, Uri address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.UserAgent.ParseAdd(UserAgent);
        // What is compressed is the asset itself, and it is hashed as it comes.
        request.Headers.AcceptEncoding.ParseAdd("identity");
        if (redirects.SendToken && source.Token is { IsRefused: false } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
        return request;
    }
}
