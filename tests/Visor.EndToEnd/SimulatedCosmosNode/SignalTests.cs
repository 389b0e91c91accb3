using Shouldly;
using Visor.EndToEnd.Cosmos;
using Xunit;

namespace Visor.EndToEnd.SimulatedCosmosNode;

public sealed class SignalTests
{
    private const int SigQuit = 3;

    [Theory]
    [InlineData(Native.SigTerm)]
    [InlineData(Native.SigInt)]
    public async Task A_young_node_of_047_dies_of_the_signal(int signal)
    {
        await using var home = CosmosHome.Create("047");
        var node = home.Start();
        await home.Ledger.WaitFor("rpc-open");

        node.Signal(signal);

        (await node.WaitForExit()).ShouldBe(128 + signal, node.Output);
    }

    [Theory]
    [InlineData(Native.SigTerm)]
    [InlineData(Native.SigInt)]
    public async Task An_older_node_of_047_ends_with_0_and_closes_nothing(int signal)
    {
        await using var home = CosmosHome.Create("047", new CosmosRelease { CloseMs = 60_000 });
        home.Network.Set("signalHandlerAfterMs", 0);
        var node = home.Start();
        await home.Ledger.WaitFor("rpc-open");

        node.Signal(signal);

        (await node.WaitForExit()).ShouldBe(0, node.Output);
        home.Ledger.Lines[^1].Event.ShouldBe("unclosed");
    }

    [Theory]
    [InlineData(Native.SigTerm)]
    [InlineData(Native.SigInt)]
    public async Task A_node_of_050_closes_and_holds_its_databases_until_it_has(int signal)
    {
        await using var home = CosmosHome.Create();
        home.Network.Hold("close");
        var node = home.Start();
        await home.Ledger.WaitFor("rpc-open");

        node.Signal(signal);

        await node.WaitForLine("caught signal");
        (await home.Rpc.Store()).ShouldBeNull();
        (await home.Do(null, "rollback", "--home", home.Folder)).ExitCode.ShouldBe(1);
        home.Network.LetGo();
        (await node.WaitForExit()).ShouldBe(0, node.Output);
        home.Ledger.Lines[^1].Event.ShouldBe("stopped");
    }

    [Fact]
    public async Task A_node_of_050_finishes_its_block_first()
    {
        await using var home = CosmosHome.Create();
        home.Network.Pause(3);
        var node = home.Start();
        await home.Rpc.Reaches(3);
        home.Network.Hold("block").Pause(4);
        await Eventually.See(async () => await home.Rpc.Store() == 4 ? this : null, () => "block 4 is stored");

        node.Signal(Native.SigTerm);
        await home.Ledger.WaitFor("sigterm");
        node.HasExited.ShouldBeFalse();
        home.Network.LetGo();

        (await node.WaitForExit()).ShouldBe(0, node.Output);
        home.Ledger.Lines[^1].App.ShouldBe(4);
    }

    [Fact]
    public async Task A_node_of_047_ends_in_the_middle_of_a_block()
    {
        await using var home = CosmosHome.Create("047");
        home.Network.Set("signalHandlerAfterMs", 0).Pause(3);
        var node = home.Start();
        await home.Rpc.Reaches(3);
        home.Network.Hold("block").Pause(4);
        await Eventually.See(async () => await home.Rpc.Store() == 4 ? this : null, () => "block 4 is stored");

        (await node.Terminate()).ShouldBe(0, node.Output);

        home.Ledger.Lines[^1].App.ShouldBe(3);
        home.Network.LetGo();
        home.Start();
        await home.Rpc.Reaches(4);
    }

    [Theory]
    [InlineData("047")]
    [InlineData("050")]
    public async Task SIGHUP_does_nothing_and_SIGQUIT_ends_with_2(string dialect)
    {
        await using var home = CosmosHome.Create(dialect);
        var node = home.Start();
        await home.Ledger.WaitFor("rpc-open");
        node.Signal(Native.SigHup);
        await home.Ledger.WaitFor("sighup");
        var height = await home.Rpc.App();
        await home.Rpc.Reaches(height!.Value + 2);

        node.Signal(SigQuit);

        (await node.WaitForExit()).ShouldBe(2, node.Output);
    }

    [Fact]
    public async Task A_node_dies_when_nobody_reads_its_output_any_more()
    {
        await using var home = CosmosHome.Create();
        home.Network.Plan("v2", 5).Pause(3);
        home.Keep(Harness.TestProcess.Start("/bin/bash", "-c", "\"$0\" start --home \"$1\" > >(read line)", home.Binary(), home.Folder));
        await home.Rpc.Reaches(3);

        home.Network.Pause(5);

        (await home.Ledger.WaitFor("signal")).Detail.ShouldBe("13: nobody reads its output");
    }
}
