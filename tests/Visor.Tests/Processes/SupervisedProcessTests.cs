using Shouldly;
using Visor.Chains.Vega.Layout;
using Visor.Model;
using Visor.Processes;
using Xunit;

namespace Visor.Tests.Processes;

[Edge]
public sealed class SupervisedProcessTests : IAsyncDisposable
{
    private readonly Scripts _scripts = new();
    private readonly TestProcesses _nursery = new();

    public async ValueTask DisposeAsync()
    {
        await _nursery.DisposeAsync();
        _scripts.Dispose();
    }

    [Theory]
    [InlineData("exit 3", "exit 3")]
    [InlineData("exit 0", "exit 0")]
    [InlineData("kill -9 $$", "killed by SIGKILL")]
    [InlineData("kill -11 $$", "killed by SIGSEGV")]
    public async Task A_process_is_reported_as_it_ended(string body, string how) =>
        (await Ended(await _nursery.StartSupervised(_scripts.Write("program", body)))).ToString().ShouldBe(how);

    [Fact]
    public async Task A_signal_reaches_the_process_while_it_lives_and_nobody_afterwards()
    {
        var process = await _nursery.StartSupervised(_scripts.Write("program", "exec sleep 600"));

        process.Signal(Signals.Terminate).ShouldBeTrue();
        (await Ended(process)).ShouldBe(new ProcessExit(null, Signals.Terminate));
        process.Signal(Signals.Terminate).ShouldBeFalse();
    }

    [Fact]
    public async Task The_first_of_a_set_that_ends_is_the_one_that_is_told()
    {
        var core = await _nursery.StartSupervised(_scripts.Write("core", "exec sleep 600"));
        var dataNode = await _nursery.StartSupervised(_scripts.Write("data", "exit 0"), role: VegaRoles.DataNode);
        var set = ProcessSet.Empty.With(core).With(dataNode);

        (await set.FirstEnded(TestContext.Current.CancellationToken).WaitAsync(Scripts.Deadline, TestContext.Current.CancellationToken))
            .ShouldBe(dataNode);
        set[VegaRoles.Core].ShouldBe(core);
    }

    [Fact]
    public async Task An_empty_set_never_ends()
    {
        using var patience = new CancellationTokenSource();
        var waiting = ProcessSet.Empty.FirstEnded(patience.Token);
        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    private static Task<ProcessExit> Ended(SupervisedProcess process) =>
        process.Ended.WaitAsync(Scripts.Deadline, TestContext.Current.CancellationToken);
}
