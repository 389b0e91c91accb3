using System.Net.Http.Headers;
using System.Net.Sockets;
using Visor.Http;
using Visor.Processes;

namespace Visor.Chains.Vega.Rpc;

/// <summary>
/// Asks a core for its upgrade status: JSON-RPC over HTTP/1.1 on the UNIX socket of its admin server. Keeps a connection,
/// so that asking often is cheap; it leads to the process that took it, so each start of a core deserves a client of its own.
/// </summary>
internal sealed class CoreClient : IDisposable
{
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromDays(1);
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly string _socketPath;
    private readonly TimeProvider _time;
    private readonly Func<int, bool> _isOurs;
    private readonly ResponseErrors _failures;
    private readonly CoreError? _pathProblem;
    private readonly Uri _uri;
    private readonly HttpMessageInvoker _http;
    private long _connectionsOpened;
    private ulong _lastId;

    /// <param name="socketPath">A relative path means Visor's working directory.</param>
    /// <param name="httpPath">Path in the request line, such as <c>/rpc</c>.</param>
    /// <param name="isOurs">Whether the process with this pid may be listened to.</param>
    public CoreClient(string socketPath, string httpPath, Func<int, bool> isOurs, TimeProvider time)
    {
        _isOurs = isOurs;
        _socketPath = socketPath;
        _time = time;
        _failures = new ResponseErrors(socketPath, httpPath);
        _pathProblem = ConnectErrors.OfPath(socketPath);
        // The host is only a header: a UNIX socket has none.
        _uri = new Uri("http://localhost/" + httpPath.TrimStart('/'));
        _http = new HttpMessageInvoker(MinimalHttpHandler.Make(Connect), disposeHandler: true);
    }

    /// <param name="timeout">For the whole call, connecting included.</param>
    /// <exception cref="OperationCanceledException">Only of <paramref name="cancellation"/>; nothing else is thrown.</exception>
    public async Task<CoreAnswer> UpgradeStatus(TimeSpan timeout, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_pathProblem is not null)
            return new CoreAnswer.Failure(_pathProblem);

        using var deadline = new CancellationTokenSource(timeout < MaxTimeout ? timeout : MaxTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        var begun = false;
        try
        {
            var id = Interlocked.Increment(ref _lastId);
            using var response = await SendOnLivingConnection(id, either.Token);
            begun = true;
            return await Read(response, id, either.Token);
        }
        catch (OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return new CoreAnswer.Failure(begun ? _failures.Unfinished(timeout) : _failures.Mute(timeout));
        }
        catch (HttpRequestException e)
        {
            return new CoreAnswer.Failure(WhyNotSent(e));
        }
        catch (IOException e)
        {
            return new CoreAnswer.Failure(WhyNotRead(e));
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<CoreAnswer> Read(HttpResponseMessage response, ulong id, CancellationToken cancellation)
    {
        var body = await BoundedBody.Read(response, cancellation);
        if (response.StatusCode != System.Net.HttpStatusCode.OK)
            return new CoreAnswer.Failure(_failures.Status(response.StatusCode, body.Bytes.Span));
        return body.Whole
            ? UpgradeStatusMessage.Read(body.Bytes.Span, id, _failures)
            : new CoreAnswer.Failure(_failures.TooLarge());
    }

    /// <remarks>
    /// The handler does not repeat a request whose body is sent. A kept connection may have died with the core it led to; the
    /// question changes nothing, so it is asked once more, which takes a new connection.
    /// </remarks>
    private async Task<HttpResponseMessage> SendOnLivingConnection(ulong id, CancellationToken cancellation)
    {
        var opened = Interlocked.Read(ref _connectionsOpened);
        try
        {
            return await Send(id, cancellation);
        }
        catch (HttpRequestException e) when (IsClosed(e) && opened == Interlocked.Read(ref _connectionsOpened))
        {
            return await Send(id, cancellation);
        }
    }

    private async Task<HttpResponseMessage> Send(ulong id, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(UpgradeStatusMessage.Request(id));
        content.Headers.ContentType = Json;
        using var request = new HttpRequestMessage(HttpMethod.Post, _uri) { Content = content };
        return await _http.SendAsync(request, cancellation);
    }

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _connectionsOpened);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_socketPath), cancellation);
            var peer = SocketPeer.Find(socket);
            return peer == 0 || _isOurs(peer) ? new NetworkStream(socket, ownsSocket: true) : throw new UnexpectedPeerException(peer);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private CoreError WhyNotSent(HttpRequestException error) => error switch
    {
        { InnerException: UnexpectedPeerException stranger } => _failures.Stranger(stranger.Pid),
        { InnerException: SocketException refused } => ConnectErrors.Map(_socketPath, refused),
        { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => _failures.TooLarge(),
        _ when IsClosed(error) => _failures.ClosedUnanswered(),
        _ => _failures.NotHttp(),
    };

    private CoreError WhyNotRead(IOException error) => (error as HttpIOException)?.HttpRequestError switch
    {
        HttpRequestError.InvalidResponse => _failures.NotHttp(),
        HttpRequestError.ConfigurationLimitExceeded => _failures.TooLarge(),
        _ => _failures.ClosedHalfway(),
    };

    private static bool IsClosed(HttpRequestException error) =>
        error.HttpRequestError == HttpRequestError.ResponseEnded
        || error.InnerException is IOException { InnerException: SocketException };
}

/// <summary>The process that listens on the core's socket is not the core that was started.</summary>
internal sealed class UnexpectedPeerException(int pid) : IOException($"pid {pid} does not belong to this node")
{
    public int Pid { get; } = pid;
}
