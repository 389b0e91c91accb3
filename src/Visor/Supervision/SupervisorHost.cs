using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Visor.Chains;
using Visor.Configuration;
using Visor.Control;
using Visor.History;
using Visor.Home;
using Visor.Hooks;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Logging;
using Visor.Model;
using Visor.Node;
using Visor.Processes;
using Visor.Recovery;
using Visor.Recovery.Stamp;
using Visor.Releases;
using Visor.Releases.Fetching;
using Visor.Releases.Unpacking;
using Visor.Stop;
using Visor.Supervision.Reporting;
using Visor.Switching;
using Visor.Work;
using Visor.Work.Drift;

namespace Visor.Supervision;

/// <summary>Puts together everything that supervises one home, and runs it.</summary>
internal sealed class SupervisorHost(
    VisorHome home,
    Chain chain,
    LiveConfiguration configuration,
    HomeChangeSignal changes,
    LogContext context,
    Sinks outlets,
    TimeProvider time,
    ILogger log)
    : IDisposable
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(5);

    private readonly Channel<InboxMessage> _occurrences = Channel.CreateUnbounded<InboxMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _killNow = new();
    private readonly RunningNodeSlot _current = new();
    private readonly LatestState _states = new();
    private readonly LeftAlone _leftAlone = new(time);
    private readonly IdleMemoryTrimmer _memory = IdleMemoryTrimmer.OfThisProcess(time);

    public void RequestStop() => Post(new NodeEvent.StopRequested());

    /// <summary>Leaves the node to another Visor, as soon as no start, stop or switch is under way.</summary>
    public void HandOver() => Post(new NodeEvent.HandoverRequested());

    /// <summary>Skips pending retry delays, including server-requested ones, since the token may have changed; called on SIGHUP.</summary>
    public void TryAgain()
    {
        _leftAlone.Forget();
        Post(new NodeEvent.StagingDelayPassed());
    }

    /// <summary>Ends the grace period of the stop that is under way.</summary>
    public void KillNow() => _killNow.Cancel();

    /// <returns>The exit code.</returns>
    /// <exception cref="VisorException">This home cannot be started as it is.</exception>
    public async Task<int> Run(string visorVersion, ChildReaper children, CancellationToken beforeStart)
    {
        var identities = new ProcessIdentities();
        var spawner = new Spawner(children, ChildEnvironment.OfThisProcess(), time);
        var commands = new CommandRunner(spawner, children, time);
        var versions = new VersionProbe(commands, chain.Proof, time);
        var definitions = new DefinitionCache(chain.Layout);
        var releaseVersions = new SetVersionProbe(definitions, versions, log);
        var link = new CurrentLink(home);

        var patience = new StartRetry(time, log);
        using var claim = await patience.Until(() => HomeLock.Take(home, time), beforeStart);
        var journalWasThere = false;
        using var journal = await patience.Until(() => Task.FromResult(new JournalOpener(home, time, log).Open(out journalWasThere)), beforeStart);
        var witness = chain.Witness(commands);
        var dueCheck = new DueUpgradeCheck(home, chain, definitions, witness, time, log);
        var hookRun = new HookRun(home, commands);
        var hooks = new UpgradeHooks(hookRun, () => configuration.Current.Hooks, log);
        var begin = await patience.Until(
            () => new StartupRecovery(
                home, journal.History, journalWasThere, link, definitions, chain.Connector, releaseVersions,
                new ProcessScan(home, chain, identities, time), new NodeAdopter(home, chain, definitions, time, log),
                new StampVerifier(home, chain, configuration.Current, definitions, link, Environment.CurrentDirectory, time, log), dueCheck, hooks, time, log).Begin(beforeStart), beforeStart);
        if (begin.State is NodeState.Due { ProcessesAlive: false } or NodeState.Activating && journal.History.InFlight is { } due)
            await dueCheck.Hear(begin.State.Active, due, beforeStart);
        RelativePaths.Warn(journal.History.WorkingDirectory, definitions.Read(home.ReleaseFolder(begin.State.Active.Release.Folder)).Value, log);
        journal.Record([new JournalEntry.Opened(visorVersion, Environment.ProcessId, Environment.CurrentDirectory), .. begin.Entries, .. JournalRequirement.Resumed(begin.State, begin.Entries)]);

        var current = _current;
        current.Running = begin.Node;
        var past = NodeHistory.Read(home.Journal);
        var observations = new RuntimeTelemetry(time, log, Refresh, EarlierUpgrade.In(past));
        var downtimes = new DowntimeTracker(observations, time);
        downtimes.Begin(begin.State, past.OpenDowntime);
        var outputs = new LastOutputs(
            new LastOutputReader(
                stream => OutputTarget.Of(stream, Environment.GetEnvironmentVariable("JOURNAL_STREAM")), new JournaldTail(JournaldTail.Find(), commands, time), OwnLines.Has, time),
            observations, log);
        var eventHooks = new EventHooks(hookRun, () => configuration.Current.Hooks, time, log);
        using var server = new ReleaseServer(time, _leftAlone);
        var upgradeFolder = new ReleaseFolderResolver(home, configuration);
        var data = new DataPreconditions(
            home, chain, () => new StampVerifier(home, chain, configuration.Current, definitions, link, Environment.CurrentDirectory, time, log), () => journal.History, Environment.CurrentDirectory);
        data.Begin();
        var prepared = new ReleaseVerifier(definitions, versions, log) { Data = next => data.Beforehand(next, isOther: true) };
        var staging = new ReleaseStager(
            home,
            upgradeFolder,
            configuration,
            new ReleaseInstallation(
                home, new GitHubReleases(server, time), new AssetDownload(server, time, log), new AssetUnpacking(), chain.Layout, definitions, versions,
                Environment.GetEnvironmentVariable, outlets.Transfers, observations.Fetched, time, log) { TokenRefused = observations.TokenRefused },
            prepared,
            link,
            hooks,
            time,
            log);
        var worker = new WorkDispatcher(
            new ProcessSetLauncher(
                home, chain, new ReleasePreconditions(home, definitions, releaseVersions, link, journal, log), data, chain.Launch(witness), witness, new ProcessStarter(home, spawner, children, identities, outputs),
                identities, journal, current, observations, time, log),
            new ProcessMonitor(current, outputs),
            new CorePoller(configuration, current, observations, time, log),
            new StagingBackoff(upgradeFolder, configuration, changes, time),
            staging,
            new StagedReleaseMonitor(staging, changes, time, log),
            new PreSwitchGate(home, configuration, staging, hooks, new HoldFile(home), changes, time, log),
            new StopWork(
                configuration, new NodeStopper(new ProcessSetStop(home.NodeLock, children.UnawaitedChildren, OutOfReach, time), time), journal, current, observations, log, _killNow.Token),
            new SymlinkSwitch(home, link, time, log),
            new RestartTimers(configuration, time));

        var visor = new VisorStatus(
            visorVersion, Environment.ProcessId, identities.IdentifyChild(Environment.ProcessId).StartTime, Running: true, time.GetUtcNow());
        var board = new StatusBuilder(
            visor, current, observations, downtimes, configuration, journal, Roles(begin.State.Active, definitions), chain.Processes.Roles, outlets.Service.StartAgain, time);
        var tally = new RestartCounter(observations);
        var events = new EventPublisher(
            begin.State, observations, state => board.Build(state, isOver: false).Health, () => outputs.Settled, outlets.Events + eventHooks.Happened, time);
        var desk = new SwitchHandler(
            home, configuration, journal, current, new SwitchProposalCheck(home, prepared, releaseVersions, link, hooks, time), Post);
        var supervisor = new Supervisor(
            _occurrences,
            new WorkScheduler(worker.Perform, _occurrences.Writer, time, log),
            configuration,
            journal,
            new FailureLog(time, log),
            downtimes,
            () => new GivenUpPolicy(configuration.Current.WhenGivenUp is WhenGivenUp.Stay || (configuration.Current.WhenGivenUp is null && outlets.Service.IsManaged)),
            (state, isOver) => Publish(state, isOver, board),
            (Action<StateTransition>)tally.Note + events.Note + desk.Note + _memory.Note,
            log);
        using var over = new CancellationTokenSource();
        var stamping = new StampWriter(home, chain, configuration, definitions, journal, _states, observations.Stamping, time, log).Follow(over.Token);
        var holdNews = new HoldMonitor(new HoldFile(home), new HoldLifting(home), changes, observations, journal, events.Hold, time, log).Follow(over.Token);
        var news = new ConfigurationChangeHandler(
            configuration, () => Post(new NodeEvent.ReleaseSourceChanged()), events.ConfigurationBroken, Refresh, log).Follow(over.Token);
        var drift = new DriftWatch(
            new DriftProbe(home, chain.Processes, definitions, releaseVersions, link, new SwitchHint(home, configuration, journal), data, journal, time), home, _states, changes, observations.Drifted, events.Drifted, time, log).Follow(over.Token);
        var trying = journal.KeepTrying(Refresh, over.Token);
        await using var heartbeat = outlets.Heartbeat is { } interval ? time.CreateTimer(_ => Refresh(), state: null, interval, interval) : null;
        await using var control = ControlServer.Start(home, desk.Serve, time, log);
        var exitCode = await supervisor.Run(begin.State);
        await over.CancelAsync();
        await news;
        await EndOf(holdNews, "The hold monitor");
        await drift;
        await trying;
        await EndOf(staging.Ended, "The download");
        await EndOf(stamping, "The stamp beside the chain's data");
        await EndOf(events.Told, "What was to be told of");
        if (_states.Value is NodeState.Failed failed)
            outlets.Status(board.Build(failed, isOver: true)); // With what the process wrote last, which may not have been known before.
        await eventHooks.Finish();
        return exitCode == ExitCodes.HandedOver ? exitCode : UnjournaledUpgrade.Report(journal, home, log) ?? exitCode;
    }

    public void Dispose()
    {
        _memory.Dispose();
        _killNow.Dispose();
        _current.Dispose();
    }

    private ImmutableArray<ProcessRole> Roles(ActiveRelease active, DefinitionCache definitions) =>
        definitions.Read(home.ReleaseFolder(active.Release.Folder)).Value is { } definition ? [.. definition.Processes.Select(p => p.Role)] : [chain.Processes.Roles[0]];

    // A disk that hangs must not keep Visor from ending: what was being fetched stays where the next one finds it.
    private async Task EndOf(Task work, string what)
    {
        try
        {
            await work.WaitAsync(ShutdownTimeout, time);
        }
        catch (TimeoutException)
        {
            log.LogWarning("{What} did not end within {Wait:0} s; the next Visor continues", what, ShutdownTimeout.TotalSeconds);
        }
    }

    private void Publish(NodeState state, bool isOver, StatusBuilder board)
    {
        _states.Publish(state);
        context.Release = state.Active.Release.Tag.Value;
        outlets.Status(board.Build(state, isOver));
    }

    private void OutOfReach(int pid) => log.LogError(
        "{Process} is part of the node but belongs to another user, so Visor may not stop it and waits: kill it as that user or as root (kill -TERM {Pid}), and start the node "
        + "as Visor's own user", LaunchPreconditions.Describe(pid), pid);

    // What people see has changed outside the loop.
    private void Refresh() => _occurrences.Writer.TryWrite(InboxMessage.Seen);

    private void Post(NodeEvent happened) => Post(happened, answer: null);

    private void Post(NodeEvent? happened, Action<Acceptance>? answer)
    {
        if (!_occurrences.Writer.TryWrite(new InboxMessage(null, happened) { Answer = answer }))
            answer?.Invoke(Acceptance.Over);
    }
}
