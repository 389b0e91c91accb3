using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.SystemFaults;

public sealed class HiddenProcTests
{
    // As systemd's ProcSubset=pid does it: no /proc/sys, no /proc/stat, no /proc/uptime.
    private const string Hide = "mount -t proc -o subset=pid proc /proc";

    [Fact]
    public async Task Where_proc_shows_processes_alone_a_node_is_run_adopted_and_stopped()
    {
        Requirement.Root();
        await using var node = await TestNode.Create();
        var first = node.Own(VisorProcess.StartAfter(Hide, ["run", "--home", node.Home]));
        await node.Ready(TestNode.Genesis);
        await first.Kill();

        var second = node.Own(VisorProcess.StartAfter(Hide, ["run", "--home", node.Home]));
        await node.WaitForStatus(s => s.Visor.Pid == second.Pid && s.IsReady(TestNode.Genesis), "adopted");

        node.ShouldHaveStarted(TestNode.Genesis);
        await node.StopCleanly(second);
    }
}
