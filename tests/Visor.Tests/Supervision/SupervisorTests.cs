using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Configuration;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Node;
using Visor.Supervision;
using Visor.Supervision.Reporting;
using Visor.Tests.Journaling;
using Visor.Tests.Lifecycle;
using Xunit;

namespace Visor.Tests.Supervision;

[Edge]
public sealed class SupervisorTests : IAsyncDisposable
{
    private static readonly NodeState Running = new NodeState.Running(Given.Old, new Preparation.None(), 0);
    private static readonly WorkItem Watch = new WorkItem.PollCore(Given.Old, Known: null);
    private static readonly NodeEvent Due = new NodeEvent.PlanDue(Given.Plan);
    private static readonly WorkItem Clear = new WorkItem.RunPreSwitchChecks(Given.Old, Given.Plan, Given.Next, SetLives: true);

    private readonly TemporaryFolder _folder = new();
    private readonly Channel<InboxMessage> _occurrences = Channel.CreateUnbounded<InboxMessage>();
    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLog _log = new();
    private readonly FakeWork _work = new();
    private readonly LiveConfiguration _configuration = Configured.As(new VisorConfig { MaxNumberOfRestarts = 1 });
    private readonly ConcurrentQueue<(string State, bool JournalFails)> _published = [];

    public async ValueTask DisposeAsync()
    {
        await _configuration.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_node_that_is_asked_to_stop_is_stopped_and_the_exit_code_is_0()
    {
        using var journal = Journal(_folder["journal.jsonl"]);
        var running = Supervisor(journal).Run(Running);

        _occurrences.Writer.TryWrite(InboxMessage.FromOutside(new NodeEvent.StopRequested()));
        await _work.End(new WorkItem.StopSet(), new NodeEvent.SetStopped());

        (await Within(running)).ShouldBe(ExitCodes.Success);
        _published.Select(p => p.State).ShouldBe(["Running", "Stopping", "Stopped, over"]);
    }

    [Fact]
    public async Task A_node_that_fails_too_often_is_given_up_with_a_summary_and_the_exit_code_is_1()
    {
        using var journal = Journal(_folder["journal.jsonl"]);
        var running = Supervisor(journal).Run(Running);

        await _work.End(new WorkItem.MonitorProcesses(), Given.CoreEnded);
        await _work.End(new WorkItem.StopSet(IsAfterFailure: true), new NodeEvent.SetStopped());
        await _work.End(new WorkItem.AwaitRestart(), new NodeEvent.DelayPassed());
        await _work.End(new WorkItem.Launch(Given.Old, StartCause.Failure), new NodeEvent.LaunchFailed("no binary"));
        await _work.End(new WorkItem.StopSet(IsAfterFailure: true), new NodeEvent.SetStopped());

        (await Within(running)).ShouldBe(ExitCodes.Failed);
        _log.Lines.ShouldContain(l => l.EndsWith("It failed 2 times:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_exit_code_is_the_one_of_the_refusal()
    {
        using var journal = Journal(_folder["journal.jsonl"]);
        var running = Supervisor(journal).Run(new NodeState.Starting(Given.Old, StartCause.Fresh, 0));

        await _work.End(
            new WorkItem.Launch(Given.Old, StartCause.Fresh), new NodeEvent.LaunchRefused(new Failure("somebody answers", ExitCodes.Busy)));
        await _work.End(new WorkItem.StopSet(IsAfterFailure: true), new NodeEvent.SetStopped());

        (await Within(running)).ShouldBe(ExitCodes.Busy);
    }

    [Fact]
    public async Task A_node_that_was_given_up_stays_visible_until_visor_is_asked_to_stop()
    {
        using var journal = Journal(_folder["journal.jsonl"]);
        var running = Supervisor(journal, stays: true).Run(Running);
        await GiveUp();

        await Published("Failed", times: 1);
        _log.Lines.ShouldContain(l => l.EndsWith("It failed 2 times:", StringComparison.Ordinal));
        journal.History.GivenUp.ShouldNotBeNull();

        // The loop turns on: the watchdog of a service manager gets its beat.
        _occurrences.Writer.TryWrite(InboxMessage.Seen);
        await Published("Failed", times: 2);
        running.IsCompleted.ShouldBeFalse();

        _occurrences.Writer.TryWrite(InboxMessage.FromOutside(new NodeEvent.StopRequested()));
        (await Within(running)).ShouldBe(ExitCodes.Success);
        _published.Last().State.ShouldBe("Stopped, over");
        journal.History.GivenUp.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_node_that_was_given_up_is_switched_by_a_persons_word()
    {
        using var journal = Journal(_folder["journal.jsonl"]);
        var running = Supervisor(journal, stays: true).Run(Running);
        await GiveUp();
        await Published("Failed", times: 1);

        var taken = new TaskCompletionSource<Acceptance>();
        _occurrences.Writer.TryWrite(InboxMessage.FromOutside(new NodeEvent.SwitchOrdered(Given.Hotfix)) with { Answer = taken.SetResult });

        (await taken.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).ShouldBe(Acceptance.Taken);
        await _work.End(new WorkItem.StopSet(IsAfterFailure: true), new NodeEvent.SetStopped());
        await _work.End(new WorkItem.SwitchCurrent(Given.Hotfix.To, 1), new NodeEvent.ReleaseActivated());
        await _work.InHand(new WorkItem.Launch(Given.Hotfix.After(Given.Old), StartCause.Failure));
        await StopAndEnd(running);
    }

    [Fact]
    public async Task A_node_that_was_given_up_is_left_to_the_next_visor_when_a_handover_is_asked_for()
    {
        using var journal = Journal(_folder["journal.jsonl"]);
        var running = Supervisor(journal, stays: true).Run(Running);
        await GiveUp();
        await Published("Failed", times: 1);

        _occurrences.Writer.TryWrite(InboxMessage.FromOutside(new NodeEvent.HandoverRequested()));

        (await Within(running)).ShouldBe(ExitCodes.HandedOver);
    }

    [Fact]
    public async Task A_visor_that_has_been_asked_to_stop_does_not_stay_when_the_node_is_given_up_meanwhile()
    {
        using var journal = Journal(_folder["journal.jsonl"]);
        var running = Supervisor(journal, stays: true).Run(Running);
        await FailOnce();
        await _work.End(
            new WorkItem.Launch(Given.Old, StartCause.Failure), new NodeEvent.LaunchRefused(new Failure("somebody answers", ExitCodes.Busy)));
        await _work.InHand(new WorkItem.StopSet(IsAfterFailure: true));

        _occurrences.Writer.TryWrite(InboxMessage.FromOutside(new NodeEvent.StopRequested()));
        await _work.End(new WorkItem.StopSet(IsAfterFailure: true), new NodeEvent.SetStopped());

        (await Within(running)).ShouldBe(ExitCodes.Busy);
    }

    [Fact]
    public async Task A_start_that_is_refused_before_anything_has_run_is_said_by_the_exit_code_at_once()
    {
        using var journal = Journal(_folder["journal.jsonl"]);
        var running = Supervisor(journal, stays: true).Run(new NodeState.Starting(Given.Old, StartCause.Fresh, 0));

        await _work.End(
            new WorkItem.Launch(Given.Old, StartCause.Fresh), new NodeEvent.LaunchRefused(new Failure("somebody answers", ExitCodes.Busy)));
        await _work.End(new WorkItem.StopSet(IsAfterFailure: true), new NodeEvent.SetStopped());

        (await Within(running)).ShouldBe(ExitCodes.Busy);
    }

    [Fact]
    public async Task What_is_due_is_journalled_before_it_counts()
    {
        using var journal = Journal(_folder["journal.jsonl"]);
        var running = Supervisor(journal).Run(Running);

        await _work.End(Watch, Due);
        await _work.InHand(new WorkItem.AwaitStaging(Given.Plan, 1, TimeSpan.Zero, Due: true));

        using (JournalFile.Open(_folder["journal.jsonl"], out var entries))
            entries.AsEnumerable().ShouldBe([new JournalEntry.Due("v0.2.0", 100, DowntimePart.Release)]);
        await StopAndEnd(running, isDue: true);
    }

    [Fact]
    public async Task A_core_that_turns_out_to_be_ready_while_it_is_stopped_is_journalled_as_due_before_the_stop_goes_on()
    {
        using var journal = Journal(_folder["journal.jsonl"]);
        var running = Supervisor(journal).Run(Running);

        _occurrences.Writer.TryWrite(InboxMessage.FromOutside(new NodeEvent.StopRequested()));
        await _work.End(new WorkItem.StopSet(), Due);
        await _work.InHand(new WorkItem.StopSet(IsReadinessKnown: true));

        using (JournalFile.Open(_folder["journal.jsonl"], out var entries))
            entries.AsEnumerable().ShouldBe([new JournalEntry.Stopping("asked to stop", Kind: StopKind.Asked), new JournalEntry.Due("v0.2.0", 100, DowntimePart.Stop)]);
        await _work.End(new WorkItem.StopSet(IsReadinessKnown: true), new NodeEvent.SetStopped());
        (await Within(running)).ShouldBe(ExitCodes.Success);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_holds_up_an_upgrade_and_says_so_until_it_can()
    {
        await using var disk = await SmallDisk.Mount();
        using var journal = Journal(disk["journal.jsonl"]);
        disk.Fill("ballast");
        var running = Supervisor(journal).Run(Running);

        await _work.End(Watch, Due);
        await _work.End(new WorkItem.AwaitStaging(Given.Plan, 1, TimeSpan.Zero, Due: true), new NodeEvent.StagingDelayPassed());
        await _work.End(new WorkItem.Stage(Given.Old, Given.Plan, 1), new NodeEvent.ReleaseStaged(Given.Next));
        await _work.End(Clear, new NodeEvent.SwitchCleared());
        await Eventually.Holds(() => _published.Any(p => p.JournalFails), "people are shown that the journal fails");
        await Again(Clear);
        _published.Select(p => p.State).Distinct(StringComparer.Ordinal).ShouldBe(["Running", "Due"]);
        File.Delete(disk["ballast"]);
        await _work.End(Clear, new NodeEvent.SwitchCleared());

        await _work.InHand(new WorkItem.StopSet(IsReadinessKnown: true));
        await StopAndEnd(running, isDue: true);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_does_not_keep_a_node_from_being_restarted()
    {
        await using var disk = await SmallDisk.Mount();
        using var journal = Journal(disk["journal.jsonl"]);
        disk.Fill("ballast");
        var running = Supervisor(journal).Run(Running);

        await _work.End(new WorkItem.MonitorProcesses(), Given.CoreEnded);
        await _work.End(new WorkItem.StopSet(IsAfterFailure: true), new NodeEvent.SetStopped());
        await _work.End(new WorkItem.AwaitRestart(), new NodeEvent.DelayPassed());
        await _work.End(new WorkItem.Launch(Given.Old, StartCause.Failure), new NodeEvent.Launched());
        await _work.End(new WorkItem.AwaitFirstResponse(First: false), new NodeEvent.Answered());
        await _work.InHand(Watch);

        journal.Problem.ShouldNotBeNull();
        await StopAndEnd(running);
    }

    private Supervisor Supervisor(Journal journal, bool stays = false) => new(
        _occurrences,
        new WorkScheduler(_work.Perform, _occurrences.Writer, _time, _log),
        _configuration,
        journal,
        new FailureLog(_time, _log),
        new DowntimeTracker(new RuntimeTelemetry(_time, _log, () => { }), _time),
        () => new GivenUpPolicy(stays),
        (state, isOver) => _published.Enqueue((isOver ? state.GetType().Name + ", over" : state.GetType().Name, journal.Problem is not null)),
        _ => { },
        _log);

    private Journal Journal(string path) => new(JournalFile.Open(path, out _), JournalState.Empty, _time, _log);

    private async Task FailOnce()
    {
        await _work.End(new WorkItem.MonitorProcesses(), Given.CoreEnded);
        await _work.End(new WorkItem.StopSet(IsAfterFailure: true), new NodeEvent.SetStopped());
        await _work.End(new WorkItem.AwaitRestart(), new NodeEvent.DelayPassed());
    }

    private async Task GiveUp()
    {
        await FailOnce();
        await _work.End(new WorkItem.Launch(Given.Old, StartCause.Failure), new NodeEvent.LaunchFailed("no binary"));
        await _work.End(new WorkItem.StopSet(IsAfterFailure: true), new NodeEvent.SetStopped());
    }

    private Task Published(string state, int times) => Eventually.Holds(
        () => _published.Count(p => string.Equals(p.State, state, StringComparison.Ordinal)) >= times, $"{state} is published {times} times");

    private async Task Again(WorkItem work)
    {
        var begun = _work.Story.Count;
        await Eventually.Holds(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return _work.Story.Count > begun;
            },
            $"{work} is done again");
    }

    private async Task StopAndEnd(Task<int> running, bool isDue = false)
    {
        _occurrences.Writer.TryWrite(InboxMessage.FromOutside(new NodeEvent.StopRequested()));
        await _work.End(new WorkItem.StopSet(isDue), new NodeEvent.SetStopped());
        (await Within(running)).ShouldBe(ExitCodes.Success);
    }

    private static Task<int> Within(Task<int> running) => running.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
}
