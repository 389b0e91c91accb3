using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.SystemFaults;

public sealed class NoPidfdTests
{
    private const string Calls = "pidfd_open,pidfd_send_signal";

    [Theory]
    [InlineData("ENOSYS")] // gVisor, a kernel before 5.3
    [InlineData("EPERM")] // a filter of system calls that is older than they are
    [InlineData("ENOMEM")]
    public async Task Where_the_kernel_has_no_pidfds_a_node_without_a_Visor_is_stopped_all_the_same(string errno)
    {
        await using var node = await TestNode.Create(withDataNode: true);
        var visor = await node.RunUntilReady();
        await visor.Kill();

        var stop = node.Own(VisorProcess.StartInjected(Calls, $"error={errno}", "stop", "--home", node.Home));

        (await stop.WaitForExit()).ShouldBe(0, stop.Output);
        stop.Output.ShouldNotContain("please report it");
        stop.Output.ShouldContain("The core");
        node.NothingLives();
        node.Ledger.Lines.Where(l => l.Event is "sigterm").Select(l => l.Role).ShouldBe(["core", "datanode"], ignoreOrder: true);
    }

    [Fact]
    public async Task There_a_running_Visor_is_asked_to_stop_a_node_is_adopted_and_its_end_is_seen()
    {
        await using var node = await TestNode.Create(config: "maxNumberOfRestarts = 100\n");
        var first = await node.RunUntilReady();
        await first.Kill();

        var traced = node.Own(VisorProcess.StartInjected(Calls, "error=ENOSYS", "run", "--home", node.Home));
        await node.WaitForStatus(s => s.Visor.Pid != first.Pid && s.IsReady(TestNode.Genesis), "adopted");
        node.ShouldHaveStarted(TestNode.Genesis);
        node.Signal(Native.SigKill);
        await node.ReadyAfterStarts(2);

        var stop = node.Own(VisorProcess.StartInjected(Calls, "error=ENOSYS", "stop", "--home", node.Home));
        (await stop.WaitForExit()).ShouldBe(0, stop.Output);
        (await traced.WaitForExit()).ShouldBe(0, traced.Output);
        node.NothingLives();
        node.Ledger.Disasters.ShouldBeEmpty();
    }
}
