using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Rpc;

public sealed class SilenceTests
{
    [Fact]
    public async Task A_core_that_falls_silent_is_restarted_when_the_limit_is_reached()
    {
        await using var node = await TestNode.Create(
            config: "rpcTimeoutSeconds = 1\nrpcSilenceSeconds = 2\nstopSignalTimeoutSeconds = 1\n");
        var visor = await node.RunUntilReady();

        node.Signal(Native.SigStop);
        await node.ReadyAfterStarts(2);

        visor.Output.ShouldContain("has not answered for");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_core_that_is_silent_within_the_limit_is_left_alone()
    {
        await using var node = await TestNode.Create(config: "rpcTimeoutSeconds = 1\nstopSignalTimeoutSeconds = 1\n");
        var visor = await node.RunUntilReady();

        node.Signal(Native.SigStop);
        await node.WaitForStatus(s => s.Node.Rpc is not "answers", "a silent core");
        node.Signal(Native.SigCont);
        await node.WaitForStatus(s => s.Node.Rpc is "answers", "an answering core");

        node.ShouldHaveStarted(TestNode.Genesis);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_core_that_never_answers_is_restarted_and_given_up_by_the_connection_limits()
    {
        await using var node = await TestNode.Create(config: """
            rpcTimeoutSeconds = 1
            maxNumberOfFirstConnectionRetries = 1
            maxNumberOfRestartConnectionRetries = 2
            maxNumberOfRestarts = 1

            """);
        node.Misbehave("hang-rpc");
        var visor = node.Run();

        (await visor.WaitForExit()).ShouldBe(1);

        node.ShouldHaveStarted(TestNode.Genesis, TestNode.Genesis);
        visor.Output.ShouldContain("did not answer within 2 s after its start");
        visor.Output.ShouldContain("did not answer within 4 s after its start");
        TestNode.NothingLives(visor);
    }
}
