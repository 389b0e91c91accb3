using Shouldly;
using Visor.Chains.Vega.Layout;
using Visor.Model;
using Visor.Processes;
using Xunit;

namespace Visor.Tests.Processes;

[Edge]
public sealed class AdoptedProcessTests : IAsyncDisposable
{
    private readonly TestProcesses _nursery = new();
    private readonly ProcessIdentities _identities = new();

    public ValueTask DisposeAsync() => _nursery.DisposeAsync();

    [Fact]
    public async Task The_end_is_noticed_and_how_it_ended_is_not_known()
    {
        var pid = await _nursery.Start("/bin/sleep", "600");
        var adopted = Adopt(IdentityOf(pid)).ShouldNotBeNull();
        adopted.Ended.IsCompleted.ShouldBeFalse();

        ProcessGroup.SignalLeader(pid, Signals.Kill);

        (await Ended(adopted)).ShouldBe(ProcessExit.Unknown);
    }

    [Fact]
    public async Task A_signal_reaches_the_process_while_it_lives_and_nobody_afterwards()
    {
        var adopted = Adopt(IdentityOf(await _nursery.Start("/bin/sleep", "600"))).ShouldNotBeNull();

        adopted.Signal(Signals.Terminate).ShouldBeTrue();
        await Ended(adopted);
        adopted.Signal(Signals.Terminate).ShouldBeFalse();
    }

    [Fact]
    public async Task A_pid_that_another_process_has_by_now_is_not_adopted()
    {
        var identity = IdentityOf(await _nursery.Start("/bin/sleep", "600"));

        Adopt(identity with { StartTime = identity.StartTime - 1 }).ShouldBeNull();
        Adopt(identity with { BootId = "earlier" }).ShouldBeNull();
        Adopt(identity with { PidNamespace = "pid:[1]" }).ShouldBeNull();
        Adopt(identity).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_process_that_has_ended_is_not_adopted_be_it_collected_or_not()
    {
        var pid = await _nursery.Start("/bin/sleep", "600");
        var identity = IdentityOf(pid);
        ProcessGroup.SignalLeader(pid, Signals.Kill);
        await ProcessHandle.EndOf(pid).WaitAsync(Scripts.Deadline, TestContext.Current.CancellationToken);

        Adopt(identity).ShouldBeNull();
        _nursery.Children.Collect(pid);
        Adopt(identity).ShouldBeNull();
    }

    [Fact]
    public async Task It_knows_how_long_it_has_lived_already()
    {
        var adopted = Adopt(IdentityOf(await _nursery.Start("/bin/sleep", "600"))).ShouldNotBeNull();

        adopted.AgeWhenFound.ShouldBeInRange(TimeSpan.Zero, Scripts.Deadline);
        ProcessTable.AgeOf(0).ShouldBeGreaterThan(adopted.AgeWhenFound);
    }

    private AdoptedProcess? Adopt(ProcessIdentity identity) => AdoptedProcess.Open(VegaRoles.Core, identity, _identities);

    private ProcessIdentity IdentityOf(int pid) => _identities.Identify(pid).ShouldNotBeNull();

    private static Task<ProcessExit> Ended(AdoptedProcess process) =>
        process.Ended.WaitAsync(Scripts.Deadline, TestContext.Current.CancellationToken);
}
