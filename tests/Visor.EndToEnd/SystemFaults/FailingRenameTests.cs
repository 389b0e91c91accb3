using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.SystemFaults;

public sealed class FailingRenameTests
{
    [Fact]
    public async Task A_status_that_could_not_be_written_is_written_as_soon_as_it_can_be_though_nothing_new_happens()
    {
        await using var node = await TestNode.Create(config: "maxNumberOfRestarts = 100\n");
        var visor = await node.RunUntilReady();
        var first = node.Status!.Node.Core!.Pid;

        await using (await Strace.Inject(visor, "rename", "error=EIO", path: node.In(".visor", "status.json.new")))
        {
            node.Signal(Native.SigKill);
            await visor.WaitForLine("The status file cannot be written, so it shows old news until it can");
            await Eventually.See(
                () => visor.Lines.Count(l => l.Contains("is ready", StringComparison.Ordinal)) >= 2 ? visor : null, () => $"ready again\n{visor.Output}");
        }

        await node.WaitForStatus(s => s.IsReady(TestNode.Genesis) && s.Node.Core is { } core && core.Pid != first, "the restarted node");
        await node.StopCleanly(visor);
    }
}
