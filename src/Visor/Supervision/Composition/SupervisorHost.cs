using Visor.Configuration;
using Visor.Lifecycle;
using Visor.Logging;
using Visor.Model;
using Visor.Node;
using Visor.Processes;
using Visor.Releases.Fetching;
using Visor.Supervision.Reporting;
using Visor.Switching;
using Visor.Work;

namespace Visor.Supervision.Composition;

/// <summary>Puts together everything that supervises one home, and runs it.</summary>
internal sealed class SupervisorHost(HomeAccess at, LogContext context, Sinks sinks) : IDisposable
{
    private readonly Inbox _inbox = new();
    private readonly CancellationTokenSource _killNow = new();
    private readonly RunningNodeSlot _current = new();
    private readonly ServerBackoffs _backoffs = new(at.Time);
    private readonly IdleMemoryTrimmer _memory = IdleMemoryTrimmer.OfThisProcess(at.Time);

    public void RequestStop() => _inbox.Post(new NodeEvent.StopRequested());

    /// <summary>Leaves the node to another Visor, as soon as no start, stop or switch is under way.</summary>
    public void HandOver() => _inbox.Post(new NodeEvent.HandoverRequested());

    /// <summary>Skips pending retry delays, including server-requested ones, since the token may have changed; called on SIGHUP.</summary>
    public void TryAgain()
    {
        _backoffs.Forget();
        _inbox.Post(new NodeEvent.StagingDelayPassed());
    }

    /// <summary>Makes the loop turn once, although nothing has happened.</summary>
    public void Turn() => _inbox.Refresh();

    /// <summary>Ends the grace period of the stop that is under way.</summary>
    public void KillNow() => _killNow.Cancel();

    /// <returns>The exit code.</returns>
    /// <exception cref="VisorException">This home cannot be started as it is.</exception>
    public async Task<int> Run(string visorVersion, ChildReaper children, CancellationToken beforeStart)
    {
        var tools = new NodeTools(at, children);
        using var claimed = await ClaimedHome.Claim(at, tools, visorVersion, beforeStart);
        var journal = claimed.Journal;
        _current.Running = claimed.Begin.Node;

        var reporting = new ReportingComposition(at, tools, claimed, _current, sinks, context, visorVersion, _inbox.Refresh);
        var data = new DataPreconditions(at.Home, at.Chain, tools.Stamp, () => journal.History, tools.WorkingDirectory);
        data.Begin();
        using var releases = new ReleaseComposition(at, tools, data, _backoffs, sinks.Transfers, reporting.Telemetry);
        var work = WorkComposition.Create(at, tools, releases, data, journal, _current, reporting, _killNow.Token);
        var switches = new SwitchHandler(
            at.Home, at.Configuration, journal, _current, new SwitchProposalCheck(at.Home, at.Chain.Layout, releases.Verifier, tools.SetVersions, tools.Link, tools.Hooks, at.Time), at.Chain.Steps is not null, _inbox.Post);

        var supervisor = new Supervisor(
            _inbox.Messages,
            new WorkScheduler(work.Perform, _inbox.Messages.Writer, at.Time, at.Log),
            at.Configuration,
            journal,
            new FailureLog(at.Time, at.Log),
            reporting.Downtimes,
            () => new GivenUpPolicy(at.Configuration.Current.WhenGivenUp is WhenGivenUp.Stay || (at.Configuration.Current.WhenGivenUp is null && sinks.Service.IsManaged)),
            reporting.Publish,
            (Action<StateTransition>)reporting.Restarts.Note + reporting.Events.Note + switches.Note + _memory.Note,
            at.Log);
        await using var background = new BackgroundTasks(at, tools, data, journal, reporting, switches, sinks.Heartbeat, _inbox);
        var exitCode = await supervisor.Run(claimed.Begin.State);
        await background.End(releases.Stager.Ended, () => reporting.Events.Told);
        await reporting.End();
        return exitCode == ExitCodes.HandedOver ? exitCode : UnjournaledUpgrade.Report(journal, at.Home, at.Log) ?? exitCode;
    }

    public void Dispose()
    {
        _memory.Dispose();
        _killNow.Dispose();
        _current.Dispose();
    }
}
