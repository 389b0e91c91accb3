using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Stopping;

public sealed class HarmlessSignalTests
{
    [Theory]
    [InlineData(Native.SigUsr1)]
    [InlineData(Native.SigAlrm)]
    public async Task A_signal_that_means_nothing_to_visor_does_not_end_it(int signal)
    {
        await using var node = await TestNode.Create(withDataNode: true);
        var visor = await node.RunUntilReady();

        visor.Signal(signal);

        // It answers to what it knows, so it has lived through what it does not know: the kernel delivers them in this order.
        visor.Signal(Native.SigHup);
        await visor.WaitForLine("Configuration reloaded");
        node.Ledger.Lines.ShouldNotContain(l => l.IsEnd || l.Event == "sigterm");
        await node.StopCleanly(visor);
    }
}
