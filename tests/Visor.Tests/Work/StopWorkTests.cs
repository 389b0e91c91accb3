using Visor.Tests.Chains.Vega;
using Shouldly;
using Visor.Chains.Vega;
using Visor.Chains.Vega.Layout;
using Visor.Configuration;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Node;
using Visor.Processes;
using Visor.Stop;
using Visor.Tests.Chains.Vega.Rpc;
using Visor.Tests.Journaling;
using Visor.Tests.Lifecycle;
using Visor.Tests.Processes;
using Visor.Tests.Supervision;
using Visor.Work;
using Xunit;

namespace Visor.Tests.Work;

/// <summary>A real process that is stopped, and what a real socket says of it meanwhile.</summary>
[Edge]
public sealed class StopWorkTests : IAsyncDisposable
{
    private const string NotReady = """{"AcceptedReleaseInfo":{"VegaReleaseTag":"v0.2.0","UpgradeBlockHeight":100},"ReadyToUpgrade":false}""";
    private const string Ready = """{"AcceptedReleaseInfo":{"VegaReleaseTag":"v0.2.0","UpgradeBlockHeight":100},"ReadyToUpgrade":true}""";
    private const string Obedient = "trap 'exit 0' TERM\necho $$ >$D/up\nwhile :; do sleep 0.02; done";
    private const string KillsItself = "trap 'kill -KILL $$' TERM\necho $$ >$D/up\nwhile :; do sleep 0.02; done";
    private const string Deaf = "trap '' TERM\necho $$ >$D/up\nwhile :; do sleep 0.02; done";
    private const string Slow = "trap 'echo term >$D/term; while [ ! -e $D/end ]; do sleep 0.02; done; exit 0' TERM\necho $$ >$D/up\nwhile :; do sleep 0.02; done";

    private static readonly ActiveRelease Planned = Given.Old with { Accepted = Given.Plan };

    private readonly CoreSocket _socket = new();
    private readonly Scripts _scripts = new();
    private readonly TestProcesses _nursery = new();
    private readonly RecordingLog _log = new();
    private readonly LiveConfiguration _configuration = Configured.As(new VisorConfig { StopSignalTimeout = TimeSpan.FromMilliseconds(400) });
    private readonly RunningNodeSlot _current = new();
    private readonly FileLock _nodeLock;
    private readonly Journal _journal;
    private readonly StopWork _stop;

    public StopWorkTests()
    {
        // The server of the test is this process, so this process is of the node; what is stopped is found by another lock.
        _nodeLock = FileLock.TryShared(_scripts["of-the-socket.lock"])!;
        _journal = OpenJournal.At(_scripts["journal.jsonl"], TimeProvider.System, _log);
        _journal.Note(new JournalEntry.Selected("v0.1.0", "genesis", "x"), new JournalEntry.Accepted("v0.2.0", 100));
        var end = new NodeStopper(new ProcessSetStop(_scripts["node.lock"], () => [], _ => { }, TimeProvider.System), TimeProvider.System);
        _stop = new StopWork(_configuration, VegaNode.Chain, end, _journal, _current, new RuntimeTelemetry(TimeProvider.System, _log, () => { }), _log, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        _current.Dispose();
        await _nursery.DisposeAsync();
        _journal.Dispose();
        _nodeLock.Dispose();
        _scripts.Dispose();
        _socket.Dispose();
        await _configuration.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_that_runs_has_stopped() => (await Stop()).ShouldBe(new NodeEvent.SetStopped());

    [Fact]
    public async Task A_ready_core_is_told_of_before_anything_is_done_to_it_and_stopped_once_that_is_known()
    {
        await using var server = _socket.Serve(e => e.Answer(Ready));
        var core = await Run(Obedient);

        (await Stop()).ShouldBe(new NodeEvent.PlanDue(Given.Plan));
        core.Ended.IsCompleted.ShouldBeFalse();
        var asked = server.Requests.Count;

        (await Stop(isDue: true)).ShouldBe(new NodeEvent.SetStopped());
        (await core.Ended).ShouldBe(new ProcessExit(0, null));
        server.Requests.Count.ShouldBe(asked, "what is known is not asked");
        _current.Running.ShouldBeNull();
        Last().ShouldBe(new JournalEntry.Stopped(Asked: true));
    }

    [Fact]
    public async Task A_core_that_is_silent_at_first_is_asked_again_before_it_is_told_to_stop()
    {
        await using var server = _socket.Serve(e => e.Number < 3 ? e.Respond("503 Service Unavailable", "later") : e.Answer(Ready));
        await Run(Obedient);

        (await Stop()).ShouldBe(new NodeEvent.PlanDue(Given.Plan));
    }

    [Fact]
    public async Task A_core_that_says_it_is_not_ready_is_stopped_at_once()
    {
        await using var server = _socket.Serve(e => e.Answer(NotReady));
        await Run(Obedient);

        (await Stop()).ShouldBe(new NodeEvent.SetStopped());
        Last().ShouldBe(new JournalEntry.Stopped(Asked: true));
    }

    [Fact]
    public async Task A_core_that_becomes_ready_while_it_stops_is_heard_and_its_upgrade_is_told_before_the_stop_is_over()
    {
        await using var server = _socket.Serve(async e =>
        {
            var isStopping = File.Exists(_scripts["term"]);
            await e.Answer(isStopping ? Ready : NotReady);
            if (isStopping)
                await File.WriteAllTextAsync(_scripts["end"], "", CancellationToken.None);
        });
        await Run(Slow);
        _configuration.Current.StopSignalTimeout.ShouldBeGreaterThan(TimeSpan.Zero);

        (await Stop()).ShouldBe(new NodeEvent.PlanDue(Given.Plan));
        _journal.History.Processes.ShouldBeEmpty();
        (await Stop(isDue: true)).ShouldBe(new NodeEvent.SetStopped());
    }

    [Fact]
    public async Task A_mute_core_that_kills_itself_when_it_is_told_to_stop_was_ready()
    {
        await using var server = _socket.Serve(e => e.Respond("503 Service Unavailable", "no"));
        var core = await Run(KillsItself);

        (await Stop()).ShouldBe(new NodeEvent.PlanDue(Given.Plan));
        core.Ended.IsCompleted.ShouldBeTrue();
        (await Stop(isDue: true)).ShouldBe(new NodeEvent.SetStopped());
        Last().ShouldBe(new JournalEntry.Stopped(Asked: true));
    }

    [Fact]
    public async Task A_mute_core_that_has_to_be_killed_is_journalled_as_not_known_already_before_it_is_told_to_stop()
    {
        await using var server = _socket.Serve(e => e.Respond("503 Service Unavailable", "no"));
        await Run(Deaf);

        (await Stop()).ShouldBe(new NodeEvent.SetStopped());

        OpenJournal.Read(_scripts["journal.jsonl"]).OfType<JournalEntry.Stopping>().ShouldHaveSingleItem().Unsure.ShouldBe(true);
        Last().ShouldBe(new JournalEntry.Stopped(Asked: false, Unsure: true));
        _journal.History.Unsure.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_core_that_had_ended_by_itself_leaves_nothing_open()
    {
        var core = await Run("echo $$ >$D/up; exit 3");
        await core.Ended;

        (await Stop()).ShouldBe(new NodeEvent.SetStopped());
        Last().ShouldBe(new JournalEntry.Stopped(Asked: false));
    }

    private async Task<SupervisedProcess> Run(string script)
    {
        var core = await _nursery.StartSupervised(_scripts.Write("core", script), _scripts["node.lock"]);
        await _scripts.Line("up");
        var node = new NodeInstance(isOurs => new VegaNodeClient(new RpcConfig(_socket.Path, "/rpc"), statistics: null, isOurs, TimeProvider.System), Planned, _scripts["of-the-socket.lock"], TimeProvider.System);
        node.Add(core);
        _current.Running = node;
        _journal.Note(new JournalEntry.Started(VegaRoles.Core, "v0.1.0", _socket.Path, core.Identity));
        return core;
    }

    private JournalEntry Last() => OpenJournal.Read(_scripts["journal.jsonl"])[^1];

    private Task<NodeEvent> Stop(bool isDue = false) =>
        _stop.Run(new WorkItem.StopSet(isDue)).WaitAsync(Scripts.Deadline, TestContext.Current.CancellationToken);
}
