using Visor.Tests.Chains.Vega;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Chains.Vega;
using Visor.Chains.Vega.Layout;
using Visor.Configuration;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Node;
using Visor.Processes;
using Visor.Tests.Chains.Vega.Rpc;
using Visor.Tests.Http;
using Visor.Tests.Lifecycle;
using Visor.Tests.Supervision;
using Visor.Work;
using Xunit;

namespace Visor.Tests.Work;

/// <summary>The questions to a core, on a real socket; the clock is the test's.</summary>
[Edge]
public sealed class CorePollerTests : IAsyncDisposable
{
    private const string Accepted = """{"AcceptedReleaseInfo":{"VegaReleaseTag":"v0.2.0","UpgradeBlockHeight":100},"ReadyToUpgrade":false}""";
    private const string Ready = """{"AcceptedReleaseInfo":{"VegaReleaseTag":"v0.2.0","UpgradeBlockHeight":100},"ReadyToUpgrade":true}""";
    private const string ReadyForNothing = """{"AcceptedReleaseInfo":null,"ReadyToUpgrade":true}""";

    private static readonly VisorConfig Config = new()
    {
        MaxNumberOfFirstConnectionRetries = 2,
        MaxNumberOfRestartConnectionRetries = 0,
        RpcSilence = TimeSpan.FromSeconds(60),
    };

    private readonly CoreSocket _socket = new();
    private readonly string _nodeLockFile = System.IO.Path.GetTempFileName();
    private readonly FileLock _nodeLock;
    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLog _log = new();
    private readonly LiveConfiguration _configuration = Configured.As(Config);
    private readonly RunningNodeSlot _current = new();
    private readonly RuntimeTelemetry _observations;
    private readonly CorePoller _watch;

    public CorePollerTests()
    {
        var rpc = new RpcConfig(_socket.Path, "/rpc");

        // The server of the test is this process, so this process is the node.
        _nodeLock = FileLock.TryShared(_nodeLockFile)!;
        _current.Running = new NodeInstance(isOurs => new VegaNodeClient(rpc, statistics: null, isOurs, _time), Given.Old, _nodeLockFile, _time);
        _observations = new RuntimeTelemetry(_time, _log, () => { });
        _watch = new CorePoller(_configuration, VegaNode.Chain, _current, _observations, _time, _log);
    }

    public async ValueTask DisposeAsync()
    {
        _current.Dispose();
        _nodeLock.Dispose();
        File.Delete(_nodeLockFile);
        _socket.Dispose();
        await _configuration.DisposeAsync();
    }

    [Fact]
    public async Task The_first_valid_answer_is_readiness()
    {
        await using var server = _socket.Serve(e => e.Answer(CoreSocket.NothingAccepted));

        (await Within(_watch.AwaitAnswer(new WorkItem.AwaitFirstResponse(First: true), Cancellation))).ShouldBe(new NodeEvent.Answered());
        _observations.Now.RpcProblem.ShouldBeNull();
    }

    [Fact]
    public async Task A_limit_of_zero_is_one_try()
    {
        var happened = await Within(_watch.AwaitAnswer(new WorkItem.AwaitFirstResponse(First: false), Cancellation));

        happened.ShouldBeOfType<NodeEvent.LivenessTimedOut>().Reason.ShouldStartWith("the node did not answer within 0 s after its start: ");
        _observations.Now.RpcProblem.ShouldNotBeNull().ShouldContain(_socket.Path);
    }

    [Fact]
    public async Task A_core_that_never_answers_is_given_the_whole_limit()
    {
        var start = _time.GetTimestamp();
        var happened = await Advancing(_watch.AwaitAnswer(new WorkItem.AwaitFirstResponse(First: true), Cancellation), TimeSpan.FromMilliseconds(200));

        happened.ShouldBeOfType<NodeEvent.LivenessTimedOut>().Reason.ShouldStartWith("the node did not answer within 4 s after its start: ");
        _time.GetElapsedTime(start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task A_core_that_answers_late_is_ready_after_all()
    {
        await using var server = _socket.Serve(e => e.Number < 3 ? e.Respond("500 Internal Server Error", "not yet") : e.Answer(CoreSocket.NothingAccepted));

        (await Advancing(_watch.AwaitAnswer(new WorkItem.AwaitFirstResponse(First: true), Cancellation), TimeSpan.FromMilliseconds(200), server))
            .ShouldBe(new NodeEvent.Answered());
    }

    [Theory]
    [InlineData(Accepted, false)]
    [InlineData(Ready, true)]
    public async Task A_plan_is_told_as_soon_as_it_is_heard(string answer, bool due)
    {
        await using var server = _socket.Serve(e => e.Answer(answer));

        NodeEvent expected = due ? new NodeEvent.PlanDue(Given.Plan) : new NodeEvent.PlanAccepted(Given.Plan);
        (await Within(Watch(known: null))).ShouldBe(expected);
    }

    [Fact]
    public async Task A_known_plan_is_no_news_until_it_is_withdrawn()
    {
        await using var server = _socket.Serve(e => e.Answer(e.Number < 4 ? Accepted : CoreSocket.NothingAccepted));

        (await Advancing(Watch(Given.Plan), TimeSpan.FromMilliseconds(100), server)).ShouldBe(new NodeEvent.PlanWithdrawn());
        server.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_new_release_that_echoes_its_own_plan_has_nothing_accepted()
    {
        await using var server = _socket.Serve(e => e.Answer(e.Number < 3
            ? Accepted
            : """{"AcceptedReleaseInfo":{"VegaReleaseTag":"v0.3.0","UpgradeBlockHeight":200},"ReadyToUpgrade":false}"""));
        var watching = _watch.Watch(new WorkItem.PollCore(Given.Switched with { HasResponded = true }, null), Cancellation);

        (await Advancing(watching, TimeSpan.FromSeconds(2), server)).ShouldBe(new NodeEvent.PlanAccepted(Given.OtherPlan));
        server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_is_refused_is_alerted_once_and_the_node_stays_as_it_is()
    {
        await using var server = _socket.Serve(e => e.Answer(e.Number < 4 ? ReadyForNothing : Accepted));

        await Advancing(Watch(known: null), TimeSpan.FromSeconds(2), server);

        _log.Lines.Count(l => l.StartsWith("Error: the core is ready to upgrade but names no release", StringComparison.Ordinal)).ShouldBe(1);
        _observations.Now.Alert.ShouldBeNull("the plan that followed is sound");
    }

    [Fact]
    public async Task A_core_that_falls_silent_is_alerted_about_and_has_failed_at_the_limit()
    {
        var happened = await Advancing(Watch(known: null), TimeSpan.FromSeconds(2));

        happened.ShouldBeOfType<NodeEvent.LivenessTimedOut>().Reason.ShouldMatch("^the node has not answered for 6[0-9] s: ");
        _log.Lines.Single().ShouldMatch("^Error: The node has not answered for [2-5][0-9] s: "); // The clock may step while it is asked.
    }

    [Fact]
    public async Task An_answer_ends_the_silence()
    {
        await using var server = _socket.Serve(e => e.Number switch
        {
            < 15 => e.Respond("500 Internal Server Error", "busy"),
            < 40 => e.Answer(CoreSocket.NothingAccepted),
            _ => e.Answer(Accepted),
        });

        (await Advancing(Watch(known: null), TimeSpan.FromSeconds(2), server)).ShouldBe(new NodeEvent.PlanAccepted(Given.Plan));
        _log.Lines.Select(l => l.Split(':')[0]).ShouldBe(["Error", "Warning"]);
    }

    [Fact]
    public async Task A_core_that_names_another_plan_with_every_answer_is_heeded_no_more_than_once_a_poll_and_then_once_a_minute()
    {
        await using var server = _socket.Serve(e => e.Answer(Plan(e.Number + 100, ready: false)));
        UpgradePlan? known = null;
        var heard = new List<TimeSpan>();
        var start = _time.GetTimestamp();
        while (_time.GetElapsedTime(start) < TimeSpan.FromMinutes(5))
        {
            known = (await Advancing(Watch(known), TimeSpan.FromMilliseconds(500), server)).ShouldBeOfType<NodeEvent.PlanAccepted>().Plan;
            heard.Add(_time.GetElapsedTime(start));
        }

        // Ten at once, a poll apart; then one a minute.
        heard.Count.ShouldBeInRange(12, 17);
        heard.Zip(heard.Skip(1)).ShouldAllBe(pair => pair.Second - pair.First >= TimeSpan.FromMilliseconds(100));
        _observations.Now.Alert.ShouldBeNull("the last change was heard");
        _log.Lines.Count(l => l.Contains("the node changes its upgrade plan too often", StringComparison.Ordinal)).ShouldBeLessThan(10);
    }

    [Fact]
    public async Task A_core_that_is_alerted_about_with_every_answer_is_shown_and_does_not_fill_the_log()
    {
        await using var server = _socket.Serve(e => e.Answer(e.Number < 300
            ? $$$"""{"AcceptedReleaseInfo":{"VegaReleaseTag":"../{{{e.Number}}}","UpgradeBlockHeight":100},"ReadyToUpgrade":{{{(e.Number % 2 == 0 ? "true" : "false")}}}}"""
            : Accepted));
        var start = _time.GetTimestamp();

        await Advancing(Watch(known: null), TimeSpan.FromSeconds(2), server);

        // How many of the answers came in time depends on the machine, since the clock goes on by itself.
        _log.Lines.Count.ShouldBeInRange(1, 10 + (int)(_time.GetElapsedTime(start) / PlanChangeLimiter.Each) + 1);
    }

    [Fact]
    public async Task Statistics_that_never_come_delay_no_question_about_the_upgrade()
    {
        using var mute = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        mute.Start();
        _current.Running = new NodeInstance(
            isOurs => new VegaNodeClient(
                new RpcConfig(_socket.Path, "/rpc"), new Uri($"http://127.0.0.1:{((System.Net.IPEndPoint)mute.LocalEndpoint).Port}/statistics"), isOurs, _time),
            Given.Old, _nodeLockFile, _time);
        await using var server = _socket.Serve(e => e.Answer(e.Number < 20 ? Accepted : Ready));

        // A step a question, and one more where the clock went on before the pause had begun. Each question behind the statistics' two seconds would take thirty.
        var watching = Watch(Given.Plan);
        var start = _time.GetTimestamp();
        var (asked, looked) = (0, TimeProvider.System.GetTimestamp());
        await Eventually.Holds(
            () =>
            {
                var isNew = server.Requests.Count > asked;
                if (isNew || TimeProvider.System.GetElapsedTime(looked) > TimeSpan.FromMilliseconds(200))
                {
                    (asked, looked) = (server.Requests.Count, TimeProvider.System.GetTimestamp());
                    _time.Advance(TimeSpan.FromMilliseconds(100));
                }

                return server.Requests.Count >= 15;
            },
            "15 questions while the statistics are not answered");
        _time.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(20));
        watching.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_due_is_heard_at_once_however_often_the_core_has_changed_its_mind()
    {
        var due = 0;
        await using var server = _socket.Serve(e => e.Answer(Plan(e.Number + 100, ready: e.Number >= Volatile.Read(ref due) && due > 0)));
        UpgradePlan? known = null;
        for (var change = 0; change < 10; change++)
            known = (await Advancing(Watch(known), TimeSpan.FromMilliseconds(500), server)).ShouldBeOfType<NodeEvent.PlanAccepted>().Plan;

        Volatile.Write(ref due, server.Requests.Count + 3);
        var start = _time.GetTimestamp();
        (await Advancing(Watch(known), TimeSpan.FromMilliseconds(100), server)).ShouldBeOfType<NodeEvent.PlanDue>();
        _time.GetElapsedTime(start).ShouldBeLessThan(PlanChangeLimiter.Each);
    }

    private static string Plan(int height, bool ready) =>
        $$$"""{"AcceptedReleaseInfo":{"VegaReleaseTag":"v0.{{{height}}}.0","UpgradeBlockHeight":{{{height}}}},"ReadyToUpgrade":{{{(ready ? "true" : "false")}}}}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<NodeEvent> Watch(UpgradePlan? known) => _watch.Watch(new WorkItem.PollCore(Given.Old, known), Cancellation);

    // Steps of the clock only while nothing else is under way would be exact; steps at any time are what a busy machine sees. Where a core answers, there is a step a
    // question, or one each 50 ms where none comes: on a machine that stands still for a moment the core would else have been silent for a minute.
    private async Task<NodeEvent> Advancing(Task<NodeEvent> work, TimeSpan step, ScriptedServer? server = null)
    {
        var (asked, stepped) = (-1, TimeProvider.System.GetTimestamp());
        await Eventually.Holds(
            () =>
            {
                var questions = server?.Requests.Count ?? 0;
                if (server is null || questions > asked || TimeProvider.System.GetElapsedTime(stepped) > TimeSpan.FromMilliseconds(50))
                {
                    (asked, stepped) = (questions, TimeProvider.System.GetTimestamp());
                    _time.Advance(step);
                }

                return work.IsCompleted;
            },
            "an end of the watch");
        return await work;
    }

    private static Task<NodeEvent> Within(Task<NodeEvent> work) => work.WaitAsync(CoreSocket.Generous, Cancellation);
}
