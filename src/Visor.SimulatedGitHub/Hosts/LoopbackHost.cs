using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Visor.SimulatedGitHub.Requests;

namespace Visor.SimulatedGitHub.Hosts;

/// <summary>
/// Kestrel on a port that is its own for good, whether it listens or not. Without a generic host, which would take the signals
/// of the program it is in.
/// </summary>
internal sealed class LoopbackHost(Func<HttpContext, RecordedRequest, Task> answer, HostRole role, RequestLog log)
    : IHttpApplication<HttpContext>, IAsyncDisposable
{
    private readonly ReservedPort _port = new();
    private Func<Task>? _stop;

    public int Port => _port.EndPoint.Port;

    /// <summary>Does nothing if it listens.</summary>
    public async Task Listen()
    {
        if (_stop is not null)
            return;
        var options = new KestrelServerOptions { AddServerHeader = false, AllowSynchronousIO = false };
        options.Listen(_port.EndPoint, listen => listen.Protocols = HttpProtocols.Http1);
        // A client may read as slowly as it likes.
        options.Limits.MinResponseDataRate = null;
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        var server = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
        await server.StartAsync(this, CancellationToken.None);
        _stop = async () =>
        {
            await server.StopAsync(new CancellationToken(canceled: true));
            server.Dispose();
        };
    }

    /// <summary>From now on connections are refused; those that are open are cut.</summary>
    public async Task Refuse()
    {
        if (_stop is not { } stop)
            return;
        _stop = null;
        await stop();
    }

    public async ValueTask DisposeAsync()
    {
        await Refuse();
        _port.Dispose();
    }

    HttpContext IHttpApplication<HttpContext>.CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    async Task IHttpApplication<HttpContext>.ProcessRequestAsync(HttpContext context)
    {
        var request = log.Add(changed => new RecordedRequest(role, context.Request, changed));
        context.Response.OnStarting(() =>
        {
            request.Answered(context.Response.StatusCode);
            return Task.CompletedTask;
        });
        try
        {
            await answer(context, request);
            // So that who waits for its end finds its status too, also where there is no body.
            await context.Response.StartAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone, or this host was told to refuse.
        }
        finally
        {
            request.Ended();
        }
    }

    void IHttpApplication<HttpContext>.DisposeContext(HttpContext context, Exception? exception)
    {
    }
}
