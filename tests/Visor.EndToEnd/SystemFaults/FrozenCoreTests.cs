using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.SystemFaults;

public sealed class FrozenCoreTests
{
    [Fact]
    public async Task A_core_frozen_longer_than_the_limit_of_silence_is_killed_and_restarted()
    {
        await using var node = await TestNode.Create(
            withDataNode: true, config: "rpcTimeoutSeconds = 1\nrpcSilenceSeconds = 2\nstopSignalTimeoutSeconds = 1\n");
        var visor = await node.RunUntilReady();

        var frozen = node.Signal(Native.SigStop);
        await node.ReadyAfterStarts(2);

        (await visor.WaitForLine("did not stop in time")).ShouldContain($"{frozen}");
        visor.Output.ShouldContain($"The core (pid {frozen}) has stopped: killed by SIGKILL");
        node.Ledger.All("start", role: "datanode").Count.ShouldBe(2);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task Without_a_limit_of_silence_a_frozen_core_is_left_alone_and_loudly_missed_until_it_goes_on()
    {
        await using var node = await TestNode.Create(config: "rpcTimeoutSeconds = 1\nrpcSilenceSeconds = 0\n");
        var visor = await node.RunUntilReady();

        node.Signal(Native.SigStop);
        await visor.WaitForLine("The node has not answered for");
        node.Signal(Native.SigCont);

        await visor.WaitForLine("The node answers again");
        await node.Ready(TestNode.Genesis);
        node.ShouldHaveStarted(TestNode.Genesis);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_frozen_core_is_killed_when_Visor_is_asked_to_stop()
    {
        await using var node = await TestNode.Create(config: "stopSignalTimeoutSeconds = 1\n");
        var visor = await node.RunUntilReady();

        node.Signal(Native.SigStop);

        await node.StopCleanly(visor);
        visor.Output.ShouldContain("killed by SIGKILL");
    }
}
