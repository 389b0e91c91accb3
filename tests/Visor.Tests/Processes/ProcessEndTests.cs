using Shouldly;
using Visor.Model;
using Visor.Processes;
using Xunit;

namespace Visor.Tests.Processes;

[Edge]
public sealed class ProcessEndTests : IAsyncDisposable
{
    private readonly TestProcesses _nursery = new();

    public ValueTask DisposeAsync() => _nursery.DisposeAsync();

    [Fact]
    public async Task The_end_of_a_process_is_awaited()
    {
        var pid = await _nursery.Start("/bin/sleep", "600");
        var ended = ProcessHandle.EndOf(pid);
        ended.IsCompleted.ShouldBeFalse();

        ProcessGroup.SignalAll(pid, Signals.Kill);

        await ended.WaitAsync(Scripts.Deadline, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_process_that_has_ended_already_is_not_waited_for()
    {
        var pid = await _nursery.Start("/bin/true");
        await ProcessHandle.EndOf(pid).WaitAsync(Scripts.Deadline, TestContext.Current.CancellationToken);

        await ProcessHandle.EndOf(pid).WaitAsync(Scripts.Deadline, TestContext.Current.CancellationToken);
        _nursery.Children.Collect(pid);
        ProcessHandle.EndOf(pid).IsCompleted.ShouldBeTrue();
    }
}
