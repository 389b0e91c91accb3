using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Visor.Configuration;
using Visor.Control;
using Visor.Home;
using Visor.Hooks;
using Visor.Lifecycle;
using Visor.Logging;
using Visor.Node;
using Visor.Processes;
using Visor.Releases;
using Visor.Releases.Fetching;
using Visor.Releases.Unpacking;
using Visor.Supervision.Drift;
using Visor.Supervision.Ending;
using Visor.Supervision.Journaling;
using Visor.Supervision.Ordering;
using Visor.Supervision.Resuming;
using Visor.Supervision.Stamping;
using Visor.Supervision.Work;

namespace Visor.Supervision;

/// <summary>Puts together everything that supervises one home, and runs it.</summary>
internal sealed class VisorRun(
    VisorHome home,
    LiveConfiguration configuration,
    HomeChanges changes,
    LogContext context,
    Outlets outlets,
    TimeProvider time,
    ILogger log)
    : IDisposable
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);

    private readonly Channel<Occurrence> _occurrences = Channel.CreateUnbounded<Occurrence>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _killNow = new();
    private readonly CurrentNode _current = new();
    private readonly LatestState _states = new();
    private readonly LeftAlone _leftAlone = new(time);
    private readonly IdleMemory _memory = IdleMemory.OfThisProcess(time);

    public void RequestStop() => Post(new NodeEvent.StopRequested());

    /// <summary>Leaves the node to another Visor, as soon as no start, stop or switch is under way.</summary>
    public void HandOver() => Post(new NodeEvent.HandoverRequested());

    /// <summary>What is put off is not put off any longer, also if a server has asked for it: perhaps it was asked with another token.</summary>
    public void TryAgain()
    {
        _leftAlone.Forget();
        Post(new NodeEvent.StagingDelayPassed());
    }

    /// <summary>Ends the grace period of the stop that is under way.</summary>
    public void KillNow() => _killNow.Cancel();

    /// <returns>The exit code.</returns>
    /// <exception cref="VisorException">This home cannot be started as it is.</exception>
    public async Task<int> Run(string visorVersion, Children children, CancellationToken beforeStart)
    {
        var identities = new ProcessIdentities();
        var spawner = new Spawner(children, ChildEnvironment.OfThisProcess(), time);
        var commands = new ChildCommand(spawner, children, time);
        var versions = new BinaryVersions(commands, time);
        var runConfigs = new RunConfigs();
        var releaseVersions = new ReleaseVersions(runConfigs, versions, log);
        var link = new CurrentLink(home);

        var patience = new StartPatience(time, log);
        using var claim = await patience.Until(() => HomeClaim.Take(home, time), beforeStart);
        var journalWasThere = false;
        using var journal = await patience.Until(() => Task.FromResult(new HomeJournal(home, time, log).Open(out journalWasThere)), beforeStart);
        var witness = new DueWitness(home, runConfigs, new LatestHistorySegment(commands), time, log);
        var hookRun = new HookRun(home, commands);
        var hooks = new UpgradeHooks(hookRun, () => configuration.Current.Hooks, log);
        var begin = await patience.Until(
            () => new StartUp(
                home, journal.History, journalWasThere, link, releaseVersions,
                new SurvivorSearch(home, identities, time), new Adoption(home, runConfigs, time, log),
                new StampWitness(home, configuration.Current, runConfigs, link, Environment.CurrentDirectory, time, log), witness, hooks, time, log).Begin(beforeStart), beforeStart);
        if (begin.State is NodeState.Due { SetLives: false } or NodeState.Activating && journal.History.InFlight is { } due)
            await witness.Hear(begin.State.Active, due, beforeStart);
        RelativePaths.Warn(journal.History.WorkingDirectory, runConfigs.Read(home.ReleaseFolder(begin.State.Active.Release.Folder)).Value, log);
        journal.Record([new JournalEntry.Opened(visorVersion, Environment.ProcessId, Environment.CurrentDirectory), .. begin.Entries]);

        var current = _current;
        current.Running = begin.Node;
        var observations = new Observations(time, log, Refresh, EarlierUpgrade.Of(home));
        var eventHooks = new EventHooks(hookRun, () => configuration.Current.Hooks, time, log);
        using var server = new ReleaseServer(time, _leftAlone);
        var upgradeFolder = new UpgradeFolder(home, configuration);
        var data = new DataProof(
            home, () => new StampWitness(home, configuration.Current, runConfigs, link, Environment.CurrentDirectory, time, log), () => journal.History, Environment.CurrentDirectory);
        data.Begin();
        var prepared = new PreparedRelease(runConfigs, versions, log) { Data = next => data.Beforehand(next, isOther: true) };
        var staging = new StageRelease(
            home,
            upgradeFolder,
            configuration,
            new ReleaseInstallation(
                home, new GitHubReleases(server, time), new AssetDownload(server, time, log), new AssetUnpacking(), runConfigs, versions,
                Environment.GetEnvironmentVariable, outlets.Transfers, observations.Fetched, time, log) { TokenRefused = observations.TokenRefused },
            prepared,
            link,
            hooks,
            time,
            log);
        var worker = new NodeWorker(
            new LaunchSet(
                home, new ReleaseProof(home, runConfigs, releaseVersions, link, journal, log), data, new LatestHistorySegment(commands), new ProcessStarter(home, spawner, children, identities),
                identities, journal, current, observations, time, log),
            new SetWatch(current),
            new CoreWatch(configuration, current, observations, time, log),
            new StagingDelay(upgradeFolder, configuration, changes, time),
            staging,
            new StagedGuard(staging, changes, time, log),
            new SwitchClearance(home, configuration, staging, hooks, new HoldFile(home), changes, time, log),
            new StopSet(
                configuration, new NodeEnd(new ProcessSetStop(home.NodeLock, children.Strays, OutOfReach, time), time), journal, current, observations, log, _killNow.Token),
            new CurrentSwitch(home, link, time, log),
            new Delays(configuration, time));

        var visor = new VisorStatus(
            visorVersion, Environment.ProcessId, identities.IdentifyChild(Environment.ProcessId).StartTime, Running: true, time.GetUtcNow());
        var board = new StatusBoard(visor, current, observations, configuration, journal, time);
        var tally = new RestartTally(observations);
        var events = new EventNews(begin.State.Active.Release.Tag, observations, outlets.Events + eventHooks.Happened, time);
        var desk = new SwitchDesk(
            home, configuration, journal, current, new WishCheck(home, prepared, releaseVersions, link, hooks, time), Post);
        var supervisor = new Supervisor(
            _occurrences,
            new WorkList(worker.Perform, _occurrences.Writer, time, log),
            configuration,
            journal,
            new FailureLog(time, log),
            state => Publish(state, board),
            (Action<StateChange>)tally.Note + events.Note + desk.Note + _memory.Note,
            log);
        using var over = new CancellationTokenSource();
        var stamping = new StampKeeper(home, configuration, runConfigs, journal, _states, observations.Stamping, time, log).Follow(over.Token);
        var holdNews = new HoldNews(new HoldFile(home), changes, observations, time).Follow(over.Token);
        var news = new ConfigurationNews(
            configuration, () => Post(new NodeEvent.ReleaseSourceChanged()), events.ConfigurationBroken, Refresh, log).Follow(over.Token);
        var drift = new DriftWatch(
            new DriftLook(home, runConfigs, releaseVersions, link, new SwitchHint(home, configuration, journal), data, journal, time), home, _states, changes, observations.Drifted, events.Drifted, time, log).Follow(over.Token);
        var trying = journal.KeepTrying(Refresh, over.Token);
        await using var heartbeat = outlets.Heartbeat is { } interval ? time.CreateTimer(_ => Refresh(), state: null, interval, interval) : null;
        await using var control = ControlServer.Start(home, desk.Serve, time, log);
        var exitCode = await supervisor.Run(begin.State);
        await over.CancelAsync();
        await news;
        await holdNews;
        await drift;
        await trying;
        await EndOf(staging.Ended, "What was being fetched");
        await EndOf(stamping, "The stamp beside the chain's data");
        await eventHooks.Finish();
        return exitCode == ExitCodes.HandedOver ? exitCode : UnwrittenUpgrade.Report(journal, home, log) ?? exitCode;
    }

    public void Dispose()
    {
        _memory.Dispose();
        _killNow.Dispose();
        _current.Dispose();
    }

    // A disk that hangs must not keep Visor from ending: what was being fetched stays where the next one finds it.
    private async Task EndOf(Task work, string what)
    {
        try
        {
            await work.WaitAsync(LongestEnd, time);
        }
        catch (TimeoutException)
        {
            log.LogWarning("{What} has not ended within {Wait:0} s; it is left to the next Visor", what, LongestEnd.TotalSeconds);
        }
    }

    private void Publish(NodeState state, StatusBoard board)
    {
        _states.Publish(state);
        context.Release = state.Active.Release.Tag.Value;
        outlets.Status(board.Of(state));
    }

    private void OutOfReach(int pid) => log.LogError(
        "{Process} is of the node and is another user's, so that Visor may not stop it; it is waited for: end it as that user or as root (kill -TERM {Pid}), and start the node "
        + "as Visor's own user", Obstacles.Describe(pid), pid);

    // What people see has changed outside the loop.
    private void Refresh() => _occurrences.Writer.TryWrite(Occurrence.Seen);

    private void Post(NodeEvent happened) => Post(happened, answer: null);

    private void Post(NodeEvent? happened, Action<Reception>? answer)
    {
        if (!_occurrences.Writer.TryWrite(new Occurrence(null, happened) { Answer = answer }))
            answer?.Invoke(Reception.Over);
    }
}
