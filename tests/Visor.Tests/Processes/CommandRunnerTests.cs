using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Model;
using Visor.Processes;
using Xunit;

namespace Visor.Tests.Processes;

[Edge]
public sealed class CommandRunnerTests : IAsyncDisposable
{
    private readonly Scripts _scripts = new();
    private readonly TestProcesses _nursery = new();
    private readonly FakeTimeProvider _time = new();
    private readonly CommandRunner _commands;

    public CommandRunnerTests() => _commands = new CommandRunner(_nursery.Spawner, _nursery.Children, _time);

    public async ValueTask DisposeAsync()
    {
        await _nursery.DisposeAsync();
        _scripts.Dispose();
    }

    [Fact]
    public async Task What_a_program_prints_is_kept_apart_by_stream()
    {
        var result = await Run("echo \"$1\"; echo oops >&2; exit 4", "hello");

        result.ShouldBe(new ChildResult(new ProcessExit(4, null), "hello\n", "oops\n"));
        result.Succeeded.ShouldBeFalse();
    }

    [Fact]
    public async Task A_program_gets_what_it_is_given_to_read_and_variables_of_its_own()
    {
        var program = _scripts.Write("reads", "cat; echo $EXTRA");

        var result = await _commands.Run(program, [], "input "u8.ToArray(), ["EXTRA=more"], Scripts.Deadline, TestContext.Current.CancellationToken);

        result.Output.ShouldBe("input more\n");
    }

    [Fact]
    public async Task A_program_that_does_not_read_makes_nobody_wait()
    {
        var program = _scripts.Write("ignores", "exit 0");

        (await _commands.Run(program, [], new byte[InputPipe.Capacity], [], Scripts.Deadline, TestContext.Current.CancellationToken)).Succeeded.ShouldBeTrue();
    }

    [Theory]
    [InlineData("setsid $D/job &")]
    [InlineData("setsid env -i $D/job &")]
    [InlineData("setsid sh -c \"$D/job & wait\" &")]
    [InlineData("setsid sh -c \"env -i $D/job & wait\" &")]
    public async Task What_a_program_beside_the_node_leaves_behind_in_a_session_of_its_own_is_not_the_nodes(string leaving)
    {
        _scripts.Write("job", "exec 8<&-\nif [ ! -e $D/pid ]; then echo $$ >$D/pid.new && mv $D/pid.new $D/pid; fi\nexec sleep 600");
        (await Run($"{leaving}\nwhile [ ! -e $D/pid ]; do sleep 0.05; done")).Succeeded.ShouldBeTrue();
        var job = await _scripts.Pid("pid");
        try
        {
            ProcessTable.Stat(job).ShouldNotBeNull().Lives.ShouldBeTrue();
            _nursery.Children.UnawaitedChildren().Intersect([job, .. ProcessTable.AncestorsOf(job)]).ShouldBeEmpty();

            // Also when what stood between them has ended, and it is Visor's own child.
            foreach (var between in ProcessTable.AncestorsOf(job).TakeWhile(pid => pid != Environment.ProcessId).ToList())
                ProcessGroup.SignalLeader(between, Signals.Kill);
            await Eventually.Holds(() => ProcessTable.Stat(job)?.Parent == Environment.ProcessId, "the job is a child of this process");
            _nursery.Children.UnawaitedChildren().ShouldNotContain(job);
        }
        finally
        {
            ProcessGroup.SignalLeader(job, Signals.Kill);
        }
    }

    [Fact]
    public async Task What_a_process_of_the_node_leaves_behind_in_a_session_of_its_own_is_the_nodes()
    {
        await _nursery.Start(_scripts.Write("node", "setsid sh -c 'echo $$ >$0/left.new && mv $0/left.new $0/left; exec sleep 600' $D &\nexit 0"));
        var left = await _scripts.Pid("left");
        try
        {
            await Eventually.Holds(() => _nursery.Children.UnawaitedChildren().Contains(left), "it counts as the node's");

            // The kernel counts starts in hundredths of a second.
            await Eventually.Holds(() => ProcessTable.AgeOf(ProcessTable.Stat(left)!.StartTime) > TimeSpan.FromMilliseconds(20), "it is older than what follows");
            (await Run("exit 0")).Succeeded.ShouldBeTrue();
            _nursery.Children.UnawaitedChildren().ShouldContain(left, "a program that runs beside the node and ends does not make it its own");
        }
        finally
        {
            ProcessGroup.SignalLeader(left, Signals.Kill);
        }
    }

    [Fact]
    public async Task Exit_code_zero_is_success() => (await Run("exit 0")).Succeeded.ShouldBeTrue();

    [Fact]
    public async Task Of_a_flood_the_first_64_KiB_are_kept_and_the_program_can_end()
    {
        var result = await Run("head -c 3000000 /dev/zero | tr '\\0' x; echo end >&2");

        (result.Output.Length, result.Error, result.Succeeded).ShouldBe((64 * 1024, "end\n", true));
    }

    [Fact]
    public async Task At_the_timeout_the_whole_group_is_killed()
    {
        var running = Run("sh -c 'echo $$ >\"$0\"; exec sleep 600' $D/inner &\nwait");
        var inner = await _scripts.Pid("inner");

        _time.Advance(TimeSpan.FromSeconds(10));

        (await running).Exit.ShouldBeNull();
        await Eventually.Holds(() => ProcessTable.Stat(inner) is not { Lives: true }, "the end of what the program had started");
    }

    [Fact]
    public async Task Cancellation_kills_the_program_before_it_is_told()
    {
        using var cancellation = new CancellationTokenSource();
        var program = _scripts.Write("program", "echo $$ >$D/pid\nexec sleep 600");
        var running = _commands.Run(program, [], TimeSpan.FromSeconds(10), null, cancellation.Token);
        var pid = await _scripts.Pid("pid");

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => running.WaitAsync(Scripts.Deadline, TestContext.Current.CancellationToken));
        ProcessTable.Stat(pid).ShouldBeNull();
    }

    [Theory]
    [InlineData("sleep 600")]
    [InlineData("yes")] // writes for ever
    public async Task What_a_grandchild_does_with_the_pipe_is_not_waited_for(string grandchild)
    {
        var running = Run(
            $"setsid sh -c 'echo $$ >\"$0\"; exec {grandchild}' $D/inner &\nwhile [ ! -s $D/inner ]; do sleep 0.01; done\necho done >&2");
        var inner = await _scripts.Pid("inner");
        try
        {
            var result = await running;
            (result.Succeeded, result.Error).ShouldBe((true, "done\n"));
        }
        finally
        {
            ProcessGroup.SignalLeader(inner, Signals.Kill);
        }
    }

    [Fact]
    public async Task A_program_on_the_nodes_data_holds_the_nodes_lock()
    {
        using var guard = FileLock.TryExclusive(_scripts["node.lock"]);
        var program = _scripts.Write("program", "readlink /proc/$$/fd/3");

        var result = await _commands.Run(program, [], TimeSpan.FromSeconds(10), guard, TestContext.Current.CancellationToken);

        result.Output.ShouldBe(_scripts["node.lock"] + "\n");
    }

    private Task<ChildResult> Run(string body, params ImmutableArray<string> arguments) =>
        _commands.Run(_scripts.Write("program", body), arguments, TimeSpan.FromSeconds(10), nodeLock: null, TestContext.Current.CancellationToken)
            .WaitAsync(Scripts.Deadline, TestContext.Current.CancellationToken);
}
