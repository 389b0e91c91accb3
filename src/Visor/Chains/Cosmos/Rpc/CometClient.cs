using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Http;
using Visor.Model;
using Visor.Processes;

namespace Visor.Chains.Cosmos.Rpc;

/// <summary>Asks a node over CometBFT's RPC: JSON-RPC 2.0 over HTTP/1.1, by TCP or a UNIX socket. Keeps a connection for less time than the server does (10 s).</summary>
internal sealed class CometClient : IDisposable
{
    /// <summary>Of an answer: a plan's text has no limit of its own but a transaction's.</summary>
    private const int MaxBytes = 2 * 1024 * 1024;

    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan StatusTimeout = TimeSpan.FromSeconds(2);
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly RpcAddress _address;
    private readonly Func<int, bool> _isOurs;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;

    /// <param name="isOurs">Whether the process with this pid may be listened to.</param>
    public CometClient(RpcAddress address, Func<int, bool> isOurs, TimeProvider time)
    {
        (_address, _isOurs, _time) = (address, isOurs, time);
        var handler = MinimalHttpHandler.Make(Connect);
        handler.PooledConnectionIdleTimeout = KeptFor;
        _http = new HttpMessageInvoker(handler, disposeHandler: true);
    }

    /// <param name="applied">An upgrade of which is asked whether it has been applied; null: none.</param>
    /// <param name="timeout">For the whole call, connecting included.</param>
    /// <exception cref="OperationCanceledException">Only of <paramref name="cancellation"/>.</exception>
    public async Task<NodeAnswer> Ask(UpgradeName? applied, TimeSpan timeout, CancellationToken cancellation)
    {
        if (_address is RpcAddress.Off)
            return new NodeAnswer.Failure("the node has no RPC (rpc.laddr is empty)", "set rpc.laddr to tcp://127.0.0.1:26657 in config/config.toml", MayListen: false);
        var answer = await Send(RpcMessages.Batch(applied), RpcMessages.Read, timeout, cancellation);

        // Questions to the app wait while it executes a block; the status does not.
        return answer is NodeAnswer.Failure { MayListen: true } silent
            ? await Send(RpcMessages.StatusAlone, RpcMessages.Read, StatusTimeout, cancellation) is NodeAnswer.Said said
                ? new NodeAnswer.Said(said.Report with { Plan = new PlanReport.Unknown("it is executing a block") })
                : silent
            : answer;
    }

    /// <summary>Whether upgrades have been applied, in as many calls as that takes.</summary>
    /// <returns>The block of each; 0: it was not applied. Null: the node does not answer.</returns>
    /// <exception cref="OperationCanceledException">Only of <paramref name="cancellation"/>.</exception>
    public async Task<IReadOnlyList<ulong>?> AskApplied(IReadOnlyList<UpgradeName> names, TimeSpan timeout, CancellationToken cancellation)
    {
        List<ulong> heights = [];
        foreach (var piece in names.Chunk(RpcMessages.MaxQuestions))
        {
            IReadOnlyList<ulong>? answered = null;
            await Send(
                RpcMessages.AppliedBatch(piece),
                body =>
                {
                    answered = RpcMessages.ReadApplied(body, piece.Length);
                    return new NodeReport(0, AppHeight: null, CatchingUp: false);
                },
                timeout,
                cancellation);
            if (answered is null)
                return null;
            heights.AddRange(answered);
        }

        return heights;
    }

    public void Dispose() => _http.Dispose();

    private async Task<NodeAnswer> Send(byte[] question, Func<ReadOnlyMemory<byte>, NodeReport> read, TimeSpan timeout, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var deadline = new CancellationTokenSource(timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            using var content = new ByteArrayContent(question);
            content.Headers.ContentType = Json;
            using var request = new HttpRequestMessage(HttpMethod.Post, Uri) { Content = content };
            using var response = await _http.SendAsync(request, either.Token);
            var body = await BoundedBody.Read(response, MaxBytes, arrived: null, either.Token);
            if (!body.Whole)
                return Failed("sent an answer that is too large");
            return response.StatusCode == System.Net.HttpStatusCode.OK
                ? new NodeAnswer.Said(read(body.Bytes))
                : Failed($"answered with HTTP {(int)response.StatusCode}: {PlainText.Excerpt(body.Bytes.Span)}");
        }
        catch (FormatException e)
        {
            return Failed($"gave an answer that is not CometBFT's: {e.Message}");
        }
        catch (OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return Failed(string.Create(CultureInfo.InvariantCulture, $"did not answer within {timeout.TotalSeconds:0.#} s"), mayListen: true);
        }
        catch (HttpRequestException e) when (e.GetBaseException() is SocketException { SocketErrorCode: SocketError.ConnectionRefused } || e.InnerException is FileNotFoundException)
        {
            return new NodeAnswer.Failure($"nothing listens on {_address}", "a node opens its RPC late in its start; if it never does, look into its log, and compare rpc.laddr", MayListen: false);
        }
        catch (HttpRequestException e) when (e.InnerException is ForeignListenerException stranger)
        {
            return new NodeAnswer.Failure(stranger.Message, $"stop that process, or give the node an address of its own (rpc.laddr)", MayListen: true);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return Failed($"cannot be asked: {PlainText.Excerpt(e.GetBaseException().Message)}");
        }
    }

    private NodeAnswer.Failure Failed(string what, bool mayListen = false) =>
        new($"the node's RPC on {_address} {what}", "look into the node's log, and compare rpc.laddr in its settings", mayListen);

    private Uri Uri => _address is RpcAddress.Tcp { Host: var host, Port: var port } ? new UriBuilder("http", host, port).Uri : new Uri("http://localhost/");

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = _address is RpcAddress.Unix ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await (_address is RpcAddress.Unix { Path: var path }
                ? socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation)
                : socket.ConnectAsync(context.DnsEndPoint, cancellation));
            var peer = _address is RpcAddress.Unix ? SocketPeer.Find(socket) : TcpPeer.Find(socket, _isOurs);
            return peer == 0 || _isOurs(peer) ? new NetworkStream(socket, ownsSocket: true) : throw new ForeignListenerException(_address, peer);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The process that answers is not the node that was started.</summary>
internal sealed class ForeignListenerException(RpcAddress address, int pid) : IOException($"pid {pid}, which does not belong to this node, answers on {address}");
