using Shouldly;
using Visor.Model;
using Visor.Processes;
using Xunit;

namespace Visor.Tests.Processes;

/// <summary>What can be done with a process where the kernel has no pidfds, and where it has.</summary>
[Edge]
public sealed class ProcessHandleTests : IAsyncDisposable
{
    private readonly TestProcesses _nursery = new();

    public ValueTask DisposeAsync() => _nursery.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_child_is_signalled_and_its_end_seen(bool byNumber)
    {
        var pid = await _nursery.Start("/bin/sleep", "600");
        var grip = Grip(pid, byNumber).ShouldNotBeNull();
        var ended = grip.Ended();
        ended.IsCompleted.ShouldBeFalse();

        grip.Signal(Signals.Terminate).ShouldBeTrue();
        await ended.WaitAsync(Scripts.Deadline, TestContext.Current.CancellationToken);

        grip.Signal(Signals.Terminate).ShouldBeFalse();
        _nursery.Children.Collect(pid).ShouldBe(new ProcessExit(null, Signals.Terminate));
        grip.Signal(Signals.Terminate).ShouldBeFalse();
        Grip(pid, byNumber).ShouldBeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task So_is_a_process_that_is_nobodys_child_here(bool byNumber)
    {
        using var scripts = new Scripts();
        await _nursery.Start(scripts.Write("parent", "export D\nsetsid sh -c 'echo $$ >$D/pid; exec sleep 600' >/dev/null 2>&1 & exec sleep 600"));
        var pid = await scripts.Pid("pid");
        var grip = Grip(pid, byNumber).ShouldNotBeNull();
        var ended = grip.Ended();
        ended.IsCompleted.ShouldBeFalse();

        grip.Signal(Signals.Kill).ShouldBeTrue();

        await ended.WaitAsync(Scripts.Deadline, TestContext.Current.CancellationToken);
        grip.Signal(Signals.Kill).ShouldBeFalse();
    }

    private static ProcessHandle? Grip(int pid, bool byNumber) => byNumber ? PidHandle.On(pid) : ProcessHandle.On(pid);
}
