using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Commands.Offline;
using Visor.Home;
using Visor.Model;
using Visor.Processes;
using Visor.Tests.Processes;
using Xunit;

namespace Visor.Tests.Commands.Offline;

[Edge]
public sealed class SupervisorTakeoverTests : IAsyncDisposable
{
    private readonly Scripts _scripts = new();
    private readonly TestProcesses _nursery = new();
    private readonly FakeTimeProvider _time = new();
    private readonly StringWriter _output = new();
    private readonly VisorHome _home;

    public SupervisorTakeoverTests()
    {
        _home = new VisorHome(_scripts["home"]);
        Directory.CreateDirectory(_home.Private);
    }

    public async ValueTask DisposeAsync()
    {
        await _nursery.DisposeAsync();
        _scripts.Dispose();
        await _output.DisposeAsync();
    }

    [Fact]
    public async Task One_that_does_not_end_is_waited_for_audibly_and_then_named_with_the_command_that_ends_it()
    {
        var visor = await _nursery.StartSupervised(_scripts.Write("visor", "trap '' TERM\necho go >$D/ready\nexec sleep 600"), _home.Lock);
        await _scripts.Line("ready");

        var asking = Task.Run(() => new SupervisorTakeover(_home, _time, new CommandConsole(_output, _output)).TakeOver(TimeSpan.FromSeconds(12)));
        await AdvanceUntil(asking);

        var e = await Should.ThrowAsync<VisorException>(() => asking);
        e.ExitCode.ShouldBe(ExitCodes.Busy);
        e.Message.ShouldContain($"(kill -KILL {visor.Pid}), then run `visor stop --home {_home.Root}` again");
        _output.ToString().ShouldContain($"Visor (pid {visor.Pid}) runs {_home.Root}; asked it to stop.");
        _output.ToString().ShouldContain("of at most 12 s");
    }

    [Fact]
    public async Task A_lock_that_nobody_visible_holds_asks_for_another_user()
    {
        using var held = FileLock.TryExclusive(_home.Lock);

        var asking = Task.Run(() => new SupervisorTakeover(_home, _time, new CommandConsole(_output, _output)).TakeOver(TimeSpan.FromSeconds(12)));
        await AdvanceUntil(asking);

        (await Should.ThrowAsync<VisorException>(() => asking)).Message.ShouldContain("a process that is not visible from here");
    }

    // What waits on this clock goes on without anybody having to wait for it.
    private async Task AdvanceUntil(Task asking)
    {
        using var deadline = new CancellationTokenSource(Scripts.Deadline);
        while (!asking.IsCompleted)
        {
            deadline.Token.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.WhenAny(asking, Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken));
        }
    }
}
