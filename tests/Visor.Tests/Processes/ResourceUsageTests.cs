using Shouldly;
using Visor.Model;
using Visor.Processes;
using Xunit;

namespace Visor.Tests.Processes;

[Edge]
public sealed class ResourceUsageTests : IAsyncDisposable
{
    private readonly Scripts _scripts = new();
    private readonly TestProcesses _nursery = new();

    public async ValueTask DisposeAsync()
    {
        await _nursery.DisposeAsync();
        _scripts.Dispose();
    }

    [Fact]
    public async Task Memory_and_processor_time_are_those_of_the_whole_session()
    {
        var quiet = await _nursery.Start(new SpawnRequest("/bin/sleep", ["600"]));
        // A wrapper whose child, behind a name that looks like the end of a name, does the work.
        var busy = await _nursery.Start(_scripts.Write(
            "busy", "ln -s /bin/sh \"$D/b ) S 1\"\n\"$D/b ) S 1\" -c 'while :; do :; done' & echo $! >$D/worker\nwait"));
        await _scripts.Pid("worker");

        ResourceUsage? idle = null;
        await Eventually.Holds(
            () =>
            {
                var usage = ResourceUsage.OfSessions(Of(quiet), Of(busy));
                idle = usage[0];
                return usage[1] is { ResidentBytes: > 100_000, Cpu.TotalMilliseconds: >= 50 };
            },
            "processor time of the child");

        var seen = idle.ShouldNotBeNull();
        seen.ResidentBytes.ShouldBeInRange(4096, 1L << 30);
        seen.Cpu.ShouldBeLessThan(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task The_time_of_a_child_that_has_ended_still_counts()
    {
        var leader = await _nursery.Start(_scripts.Write(
            "leader", "sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done'\necho done >$D/done\nexec sleep 600"));
        await Eventually.Holds(() => File.Exists(_scripts["done"]), "the end of the child");

        ResourceUsage.OfSessions(Of(leader))[0].ShouldNotBeNull().Cpu.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public void A_session_that_is_gone_uses_nothing() =>
        ResourceUsage.OfSessions((int.MaxValue, 1UL)).ShouldBe([null]);

    [Fact]
    public async Task A_later_process_of_the_same_pid_is_another()
    {
        var (pid, startTime) = Of(await _nursery.Start(new SpawnRequest("/bin/sleep", ["600"])));

        ResourceUsage.OfSessions((pid, startTime - 1)).ShouldBe([null]);
    }

    [Fact]
    public async Task What_a_process_that_has_ended_has_left_behind_is_not_taken_for_it()
    {
        var leader = await _nursery.Start(_scripts.Write("leader", "sleep 600 & echo $! >$D/left\nread _ <$D/end"));
        var process = Of(leader);
        await _scripts.Pid("left");
        using (var handle = ProcessHandle.On(leader).ShouldNotBeNull())
            handle.Signal(Signals.Kill);
        await ProcessHandle.EndOf(leader).WaitAsync(Scripts.Deadline, TestContext.Current.CancellationToken);

        ResourceUsage.OfSessions(process).ShouldBe([null]);
    }

    private static (int Pid, ulong StartTime) Of(int pid) => (pid, ProcessTable.Stat(pid)!.StartTime);
}
