using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Lifecycle;
using Visor.Supervision;
using Visor.Tests.Lifecycle;
using Xunit;

namespace Visor.Tests.Supervision;

[Edge]
public sealed class WorkSchedulerTests
{
    private static readonly WorkItem Watch = new WorkItem.MonitorProcesses();
    private static readonly WorkItem Answer = new WorkItem.AwaitFirstResponse(First: true);
    private static readonly WorkItem Stop = new WorkItem.StopSet();

    private readonly Channel<InboxMessage> _occurrences = Channel.CreateUnbounded<InboxMessage>();
    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLog _log = new();

    [Fact]
    public async Task Work_that_is_wanted_still_goes_on()
    {
        var work = new FakeWork();
        var list = List(work);
        await list.SwitchTo([Watch, Answer]);
        await work.InHand(Watch);
        await work.InHand(Answer);

        await list.SwitchTo([new WorkItem.MonitorProcesses()]);

        work.Story.Order(StringComparer.Ordinal).ShouldBe(["begin AwaitFirstResponse", "begin MonitorProcesses", "cancelled AwaitFirstResponse"]);
    }

    [Fact]
    public async Task What_is_dropped_has_ended_before_anything_new_begins()
    {
        var letGo = new TaskCompletionSource();
        var work = new FakeWork { OnCancelled = _ => letGo.Task };
        var list = List(work);
        await list.SwitchTo([Watch]);
        await work.InHand(Watch);

        var switching = list.SwitchTo([Stop]);
        switching.IsCompleted.ShouldBeFalse();
        work.Story.ShouldBe(["begin MonitorProcesses"]);
        letGo.SetResult();
        await switching;
        await work.InHand(Stop);

        work.Story.ShouldBe(["begin MonitorProcesses", "cancelled MonitorProcesses", "begin StopSet"]);
    }

    [Fact]
    public async Task The_event_of_dropped_work_is_late_news()
    {
        var work = new FakeWork();
        var list = List(work);
        await list.SwitchTo([Watch]);
        await work.End(Watch, Given.CoreEnded);
        var occurrence = await _occurrences.Reader.ReadAsync(TestContext.Current.CancellationToken);

        await list.SwitchTo([Stop]);

        list.Complete(occurrence.Source.ShouldNotBeNull()).ShouldBeFalse();
        list.Complete(Stop).ShouldBeTrue();
        list.Complete(Stop).ShouldBeFalse();
    }

    [Fact]
    public async Task Work_whose_event_has_arrived_is_begun_again_if_it_is_wanted_again()
    {
        var work = new FakeWork();
        var list = List(work);
        await list.SwitchTo([Watch]);
        await work.End(Watch, Given.CoreEnded);
        list.Complete((await _occurrences.Reader.ReadAsync(TestContext.Current.CancellationToken)).Source!).ShouldBeTrue();

        await list.SwitchTo([Watch]);
        await work.InHand(Watch);

        work.Story.ShouldBe(["begin MonitorProcesses", "begin MonitorProcesses"]);
    }

    [Fact]
    public async Task A_defect_in_a_piece_of_work_is_said_loudly_and_the_piece_done_again()
    {
        var work = new FakeWork();
        var list = List(work);
        await list.SwitchTo([Watch]);

        await work.Throw(Watch, new InvalidOperationException("a defect"));
        await Eventually.Holds(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return work.Story.Count == 2;
            },
            "another try");
        await work.End(Watch, Given.CoreEnded);

        (await _occurrences.Reader.ReadAsync(TestContext.Current.CancellationToken)).Event.ShouldBe(Given.CoreEnded);
        _log.Lines.Single().ShouldStartWith("Critical: Unexpected, please report it: MonitorProcesses { IsDue = False } failed with System.InvalidOperationException: a defect");
    }

    private WorkScheduler List(FakeWork work) => new(work.Perform, _occurrences.Writer, _time, _log);
}
