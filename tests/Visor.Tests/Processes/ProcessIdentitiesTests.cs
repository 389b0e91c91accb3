using Shouldly;
using Visor.Model;
using Visor.Processes;
using Xunit;

namespace Visor.Tests.Processes;

[Edge]
public sealed class ProcessIdentitiesTests : IAsyncDisposable
{
    private readonly TestProcesses _nursery = new();
    private readonly ProcessIdentities _identities = new();

    public ValueTask DisposeAsync() => _nursery.DisposeAsync();

    [Fact]
    public void This_process_lives() => _identities.Lives(Own).ShouldBe(true);

    [Fact]
    public void The_same_pid_with_another_start_time_is_another_process() => _identities.Lives(Own with { StartTime = Own.StartTime + 1 }).ShouldBe(false);

    [Fact]
    public void A_process_of_an_earlier_boot_has_ended() => _identities.Lives(Own with { BootId = "earlier" }).ShouldBe(false);

    [Fact]
    public void Of_another_pid_namespace_nothing_is_known() => _identities.Lives(Own with { PidNamespace = "pid:[1]" }).ShouldBeNull();

    [Fact]
    public async Task A_child_that_has_ended_keeps_its_identity_until_it_is_collected()
    {
        var pid = await _nursery.Start("/bin/true");
        await ProcessHandle.EndOf(pid).WaitAsync(Scripts.Deadline, TestContext.Current.CancellationToken);

        _identities.IdentifyChild(pid).StartTime.ShouldBeGreaterThan(0UL);
        _identities.Identify(pid).ShouldBeNull();
        _identities.Lives(_identities.IdentifyChild(pid)).ShouldBe(false);
    }

    private ProcessIdentity Own => _identities.Identify(Environment.ProcessId).ShouldNotBeNull();
}
