using Shouldly;
using Visor.Model;
using Visor.Processes;
using Xunit;

namespace Visor.Tests.Processes;

[Edge]
public sealed class ChildReaperTests : IAsyncDisposable
{
    private readonly Scripts _scripts = new();
    private readonly TestProcesses _nursery = new();

    public async ValueTask DisposeAsync()
    {
        await _nursery.DisposeAsync();
        _scripts.Dispose();
    }

    [Fact]
    public async Task An_orphan_that_has_ended_is_taken_off_the_process_table()
    {
        var program = _scripts.Write("parent", "sh -c 'echo $$ >\"$0\"; exec sleep 600' $D/orphan &\nwhile [ ! -s $D/orphan ]; do sleep 0.01; done");
        await _nursery.RunToEnd(new SpawnRequest(program, []));
        var orphan = await _scripts.Pid("orphan");
        ProcessGroup.SignalLeader(orphan, Signals.Kill);

        await Eventually.Holds(
            () =>
            {
                _nursery.Children.ReapUnawaited();
                return ProcessTable.Stat(orphan) is null;
            },
            "the end of the orphan's zombie");
    }

    [Fact]
    public async Task A_child_that_somebody_awaits_is_left_to_him()
    {
        var pid = await _nursery.Start(_scripts.Write("seven", "exit 7"));
        await ProcessHandle.EndOf(pid).WaitAsync(Scripts.Deadline, TestContext.Current.CancellationToken);

        _nursery.Children.ReapUnawaited();

        _nursery.Children.Collect(pid).ShouldBe(new ProcessExit(7, null));
    }

    [Fact]
    public void How_a_stranger_ended_is_not_known() => _nursery.Children.Collect(1).ShouldBe(ProcessExit.Unknown);

    [Fact]
    public async Task How_a_child_ended_is_known_once()
    {
        var pid = await _nursery.Start(_scripts.Write("seven", "exit 7"));
        await ProcessHandle.EndOf(pid).WaitAsync(Scripts.Deadline, TestContext.Current.CancellationToken);

        _nursery.Children.Collect(pid).Code.ShouldBe(7);
        _nursery.Children.Collect(pid).ShouldBe(ProcessExit.Unknown);
    }
}
