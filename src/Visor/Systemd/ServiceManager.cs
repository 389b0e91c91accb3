using Microsoft.Extensions.Logging;
using Visor.Model;

namespace Visor.Systemd;

/// <summary>
/// Tells the service manager what Visor does, sd_notify(3): READY once the node is started or adopted, its state as STATUS,
/// STOPPING, and WATCHDOG with what the supervisor's loop publishes, so that it comes from a loop that turns and from nowhere else.
/// </summary>
internal sealed class ServiceManager : IDisposable
{
    /// <summary>How long starting and stopping may take from each word of the loop on; the next one comes long before.</summary>
    private static readonly TimeSpan Extension = TimeSpan.FromSeconds(60);

    private readonly NotifySocket _socket;
    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private ServicePhase _phase = ServicePhase.Starting;
    private string? _status;
    private long? _lastBeat;

    private ServiceManager(NotifySocket socket, TimeSpan interval, TimeProvider time) => (_socket, _interval, _time) = (socket, interval, time);

    /// <summary>How often <see cref="Publish"/> has to be called, whether or not anything has changed.</summary>
    public TimeSpan Interval => _interval;

    /// <returns>Null: this Visor runs under no service manager that wants to hear of it.</returns>
    public static ServiceManager? FromEnvironment(Func<string, string?> environment, TimeProvider time, ILogger log) =>
        NotifySocket.FromEnvironment(environment, log) is { } socket ? new ServiceManager(socket, Heartbeat.Parse(environment, Environment.ProcessId), time) : null;

    /// <summary>To be called by the supervisor's loop alone.</summary>
    public void Publish(NodeStatus status)
    {
        var lines = new List<string>();
        var phase = ServiceStatusText.PhaseOf(status, _phase);
        if (phase != _phase)
            lines.Add(phase is ServicePhase.Ready ? "READY=1" : "STOPPING=1");
        var text = ServiceStatusText.Format(status);
        if (!string.Equals(text, _status, StringComparison.Ordinal))
            lines.Add($"STATUS={text}");
        if (IsBeatDue() || phase != _phase)
        {
            lines.Add("WATCHDOG=1");
            if (phase is not ServicePhase.Ready)
                lines.Add($"EXTEND_TIMEOUT_USEC={Extension.TotalMicroseconds:0}");
            _lastBeat = _time.GetTimestamp();
        }

        // What could not be said is said the next time.
        if (lines.Count > 0 && _socket.Send(string.Join('\n', lines)))
            (_phase, _status) = (phase, text);
    }

    /// <summary>Passes on that the configuration is read again, and when that is done.</summary>
    public async Task Reload(Func<Task> reload)
    {
        // A service that is still starting has no state to come back to, and whoever asked would wait for as long as it takes.
        if (_phase is not ServicePhase.Ready)
        {
            await reload();
            return;
        }

        // CLOCK_MONOTONIC, which is what the runtime counts its ticks from on Linux.
        _socket.Send($"RELOADING=1\nMONOTONIC_USEC={_time.GetElapsedTime(0).TotalMicroseconds:0}");
        await reload();
        if (_phase is ServicePhase.Ready)
            _socket.Send("READY=1");
    }

    public void Dispose() => _socket.Dispose();

    private bool IsBeatDue() => _lastBeat is not { } last || _time.GetElapsedTime(last) >= _interval / 2;
}
