using Microsoft.Extensions.Logging;
using Visor.Control;
using Visor.Home;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Recovery.Stamp;
using Visor.Supervision.Reporting;
using Visor.Work;
using Visor.Work.Drift;

namespace Visor.Supervision.Composition;

/// <summary>What goes on beside the supervisor's loop for as long as it runs, and ends with it.</summary>
internal sealed class BackgroundTasks : IAsyncDisposable
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(5);

    private readonly HomeAccess _at;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _stamping;
    private readonly Task _holds;
    private readonly Task _configuration;
    private readonly Task _drift;
    private readonly Task _journal;
    private readonly ITimer? _heartbeat;
    private readonly ControlServer? _control;

    public BackgroundTasks(
        HomeAccess at, NodeTools tools, DataPreconditions data, Journal journal, ReportingComposition reporting, SwitchHandler switches, TimeSpan? heartbeat, Inbox inbox)
    {
        _at = at;
        var (states, events, telemetry, over) = (reporting.States, reporting.Events, reporting.Telemetry, _over.Token);
        _stamping = new StampWriter(at.Home, at.Chain, at.Configuration, tools.Definitions, journal, states, telemetry.Stamping, at.Time, at.Log).Follow(over);
        _holds = new HoldMonitor(new HoldFile(at.Home), new HoldLifting(at.Home), at.Changes, telemetry, journal, events.Hold, at.Home.ResumeCommand, at.Time, at.Log).Follow(over);
        _configuration = new ConfigurationChangeHandler(
            at.Configuration, () => inbox.Post(new NodeEvent.ReleaseSourceChanged()), events.ConfigurationBroken, inbox.Refresh, at.Log).Follow(over);
        var probe = new DriftProbe(
            at.Home, at.Chain.Processes, tools.Definitions, tools.SetVersions, tools.Link, new SwitchHint(at.Home, at.Chain.Layout, at.Configuration, journal), data, journal, at.Time);
        _drift = new DriftWatch(probe, at.Home, states, at.Changes, telemetry.Drifted, events.Drifted, at.Time, at.Log).Follow(over);
        _journal = journal.KeepTrying(inbox.Refresh, over);
        _heartbeat = heartbeat is { } interval ? at.Time.CreateTimer(_ => inbox.Refresh(), state: null, interval, interval) : null;
        _control = ControlServer.Start(at.Home, switches.Serve, at.Time, at.Log);
    }

    /// <summary>Ends all of it, and waits for what else still goes on.</summary>
    /// <param name="download">That may still be under way.</param>
    /// <param name="told">Completes when all events are told.</param>
    public async Task End(Task download, Func<Task> told)
    {
        await _over.CancelAsync();
        await _configuration;
        await EndOf(_holds, "The hold monitor");
        await _drift;
        await _journal;
        await EndOf(download, "The download");
        await EndOf(_stamping, "The stamp beside the chain's data");
        await EndOf(told(), "What was to be told of");
    }

    public async ValueTask DisposeAsync()
    {
        if (_control is not null)
            await _control.DisposeAsync();
        if (_heartbeat is not null)
            await _heartbeat.DisposeAsync();
        _over.Dispose();
    }

    // A disk that hangs must not keep Visor from ending: what was being fetched stays where the next one finds it.
    private async Task EndOf(Task work, string what)
    {
        try
        {
            await work.WaitAsync(ShutdownTimeout, _at.Time);
        }
        catch (TimeoutException)
        {
            _at.Log.LogWarning("{What} did not end within {Wait:0} s; the next Visor continues", what, ShutdownTimeout.TotalSeconds);
        }
    }
}
