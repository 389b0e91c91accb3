using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Visor.Model;

namespace Visor.Status.Serving;

/// <summary>
/// Kestrel on one address, without a host around it: no variable of the environment, no settings file and no signal has any
/// influence on it. Small limits, because nobody who is welcome needs more.
/// </summary>
internal sealed class StatusListener : IAsyncDisposable
{
    /// <summary>Connections; more than anybody who looks at a status needs.</summary>
    private const int MaxClients = 100;

    /// <summary>Fewer would not be of use: a browser opens some six.</summary>
    private const int MinClients = 4;

    private static readonly TimeSpan EndOfClients = TimeSpan.FromMilliseconds(500);

    private readonly KestrelServer _server;
    private readonly TimeProvider _time;

    private StatusListener(KestrelServer server, TimeProvider time)
    {
        _server = server;
        _time = time;
    }

    /// <param name="Address">With the port the kernel has chosen, if it was left to it.</param>
    internal sealed record Started(StatusListener Listener, ServedAddress Address);

    /// <param name="spareFiles">How many files may be open beyond those that the node and its upgrade need.</param>
    /// <exception cref="StatusServerException">Nothing can listen there.</exception>
    public static async Task<Started> Start(
        ServedAddress address, StatusApplication application, int spareFiles, TimeProvider time, CancellationToken cancellation)
    {
        // One for the address, one for the client that is taken while another makes room, and for each a file that its answer is made from.
        var clients = Math.Min((spareFiles - 2) / 2, MaxClients);
        if (clients < MinClients)
            throw new StatusServerException("Visor's limit of open files is so low that the node and its upgrade need all of them: raise LimitNOFILE= in its unit, or `ulimit -n`");
        var options = new KestrelServerOptions { AddServerHeader = false, AllowSynchronousIO = false };
        Limit(options.Limits);
        ListenOptions? listening = null;
        options.Listen(address.EndPoint, o =>
        {
            o.Protocols = HttpProtocols.Http1;
            listening = o;
        });
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions { IOQueueCount = 1, Backlog = 64 }), NullLoggerFactory.Instance);
        var server = new KestrelServer(Options.Create(options), new BoundedTransport(transport, clients), NullLoggerFactory.Instance);
        try
        {
            await server.StartAsync(application, cancellation);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            server.Dispose();
            if (e is OperationCanceledException)
                throw;
            throw new StatusServerException(ReasonOf(e), e);
        }

        return new Started(new StatusListener(server, time), address with { EndPoint = listening?.IPEndPoint ?? address.EndPoint });
    }

    /// <summary>Stops at once and drops open connections.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(EndOfClients, _time);
        await _server.StopAsync(patience.Token);
        _server.Dispose();
    }

    private static void Limit(KestrelServerLimits limits)
    {
        limits.MaxConcurrentConnections = null; // It would count what has been accepted already, see BoundedTransport.
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.MaxRequestLineSize = 2 * 1024;
        limits.MaxRequestHeadersTotalSize = 8 * 1024;
        limits.MaxRequestHeaderCount = 50;
        limits.MaxRequestBodySize = 0;
        limits.MaxRequestBufferSize = 16 * 1024;
        limits.MaxResponseBufferSize = 64 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(15);
    }

    private static string ReasonOf(Exception e) => (e.InnerException as SocketException ?? e.InnerException?.InnerException as SocketException ?? e as SocketException)?.SocketErrorCode switch
    {
        _ when e.InnerException is AddressInUseException || e is AddressInUseException => "another program is listening there",
        SocketError.AddressAlreadyInUse => "another program is listening there",
        SocketError.AddressNotAvailable => "this machine does not have that address",
        SocketError.AccessDenied => "permission denied; ports below 1024 need CAP_NET_BIND_SERVICE",
        _ => PlainText.Excerpt(e.Message),
    };
}
