using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Visor.Configuration;
using Visor.Model;

namespace Visor.Status.Serving;

/// <summary>
/// Serves the status over HTTP where <c>[status] listen</c> says, beside the supervisor's loop and never in its way: it follows
/// the configuration while it runs, and an address that cannot be had is tried again and again.
/// </summary>
internal sealed class StatusServer : IAsyncDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(3);

    private readonly Func<StatusConfig> _wanted;
    private readonly Func<int> _spareFiles;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly LivezResponse _livez;
    private readonly Routes _routes;
    private readonly Channel<bool> _looks = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _following;
    private StatusListener? _listener;
    private string? _toldProblem;
    private volatile StatusConfig _followed = new();
    private volatile NodeStatus? _latest;

    /// <param name="wanted">The configuration as it is now.</param>
    /// <param name="metrics">The text of <c>/metrics</c>, in the text exposition format of Prometheus 0.0.4.</param>
    /// <param name="journal">The path of the journal, which the picture of the past is made from.</param>
    /// <param name="turn">Makes the supervisor's loop publish what is shown, and returns at once.</param>
    /// <param name="spareFiles">How many files may be open beyond those that the node and its upgrade need.</param>
    public StatusServer(
        Func<StatusConfig> wanted, Func<NodeStatus, string> metrics, string journal, Action turn, Func<int> spareFiles, TimeProvider time, ILogger log)
    {
        _wanted = wanted;
        _spareFiles = spareFiles;
        _time = time;
        _log = log;
        _livez = new LivezResponse(turn, time);
        _routes = StatusEndpoints.Routes(() => _latest, _livez, metrics, journal, time);
        _following = Task.Run(Follow);
    }

    /// <summary>What is shown from now on. Called whenever anything has changed, also the configuration.</summary>
    public void Publish(NodeStatus status)
    {
        _latest = status;
        _livez.Turned();
        if (_wanted() != _followed)
            _looks.Writer.TryWrite(true);
    }

    public async ValueTask DisposeAsync()
    {
        if (_following.IsCompleted)
            return;
        await _stop.CancelAsync();
        await _following;
        _stop.Dispose();
    }

    private async Task Follow()
    {
        try
        {
            // Whoever may not run this home publishes nothing, and must not take the address from the one that does.
            await Another(isRetried: false);
            while (!_stop.IsCancellationRequested)
            {
                var wanted = _wanted();
                if (wanted != _followed)
                {
                    await Close();
                    _toldProblem = null;
                    _followed = wanted;
                }

                if (wanted.Listen is { } listen && _listener is null)
                    await Open(listen, wanted.AllowRemote, wanted.AllowedHosts);
                await Another(isRetried: wanted.Listen is not null && _listener is null);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Asked to end.
        }
        catch (Exception e)
        {
            // Whatever is wrong with the page, the node does not stop for it.
            _log.LogError(e, "Stopped serving the status page because of a defect in Visor");
        }
        finally
        {
            await Close();
        }
    }

    private async Task Open(string listen, bool allowRemote, HostNames further)
    {
        try
        {
            var address = await ServedAddress.Resolve(listen, allowRemote, _time, _stop.Token);
            var hosts = new AllowedHosts(address.Host, allowRemote, Environment.MachineName, further);
            var application = new StatusApplication(_routes, hosts, _log);
            (_listener, address) = await StatusListener.Start(address, application, _spareFiles(), _time, _stop.Token);
            _toldProblem = null;
            _log.LogInformation("The status page is served at {Address}", address);
        }
        catch (StatusServerException e)
        {
            if (!string.Equals(_toldProblem, e.Message, StringComparison.Ordinal))
            {
                _log.LogWarning(
                    "Cannot serve the status page at {Listen}, retrying every {Wait:0} s: {Reason}", listen, RetryAfter.TotalSeconds, e.Message);
            }

            _toldProblem = e.Message;
        }
    }

    private async Task Close()
    {
        if (_listener is null)
            return;
        await _listener.DisposeAsync();
        _listener = null;
        if (!_stop.IsCancellationRequested)
            _log.LogInformation("Stopped serving the status page at {Listen}", _followed.Listen);
    }

    /// <summary>Returns when the configuration may have changed, or it is time to try again.</summary>
    private async Task Another(bool isRetried)
    {
        using var patience = new CancellationTokenSource(isRetried ? RetryAfter : Timeout.InfiniteTimeSpan, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _stop.Token);
        try
        {
            await _looks.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            // Time to try again.
        }
    }
}

/// <summary>The status page cannot be served now; the message says why, for one line of the log.</summary>
internal sealed class StatusServerException(string message, Exception? cause = null) : Exception(message, cause);
