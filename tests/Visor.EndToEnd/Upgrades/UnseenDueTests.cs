using System.Globalization;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Upgrades;

/// <summary>The core becomes ready, or dies at the upgrade height, in the moment between two questions of Visor.</summary>
public sealed class UnseenDueTests
{
    private const long Height = 200;

    [Fact]
    public async Task A_visor_that_is_stopped_in_the_moment_the_core_becomes_ready_leaves_the_upgrade_as_due()
    {
        await using var node = await TestNode.Create();
        node.Network.Upgrade("v0.2.0", 0, Height);
        node.Network.Pause();
        await node.Prepare("v0.2.0");
        var visor = node.Run();
        await node.WaitForUpgrade("v0.2.0", "staged");

        // Visor is kept from asking until it is to stop.
        visor.Signal(Native.SigStop);
        node.Network.GoOn(Height - 10);
        await node.Ledger.WaitFor("ready");
        visor.Signal(Native.SigTerm);
        visor.Signal(Native.SigCont);
        await node.StopCleanly(visor);

        node.Journal.ShouldContain("\"type\":\"due\"");
        var next = node.Run();
        await node.Ready("v0.2.0");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        await node.StopCleanly(next);
    }

    [Theory]
    [InlineData("exit=1@height:200")]
    [InlineData("signal=SIGSEGV@height:200")]
    [InlineData("datanode:exit=1@height:200")]
    [InlineData("hang-rpc@height:190")]
    public async Task A_node_that_dies_at_the_height_before_visor_has_seen_it_ready_goes_on_with_the_new_release_only(string misbehaviour)
    {
        await using var node = await TestNode.Create(
            withDataNode: true, config: "rpcSilenceSeconds = 1\nrpcTimeoutSeconds = 1\n", coreArgs: null, misbehaviour);
        node.Network.Upgrade("v0.2.0", 0, Height);
        node.Network.Pause();
        await node.Prepare("v0.2.0");
        var visor = node.Run();
        await node.Journalled("accepted");
        node.Network.GoOn(Height - 50);

        await node.Ready("v0.2.0");

        node.Ledger.All("start", TestNode.Genesis).ShouldAllBe(l => l.Flag == null || Number(l.Flag) < Height);
        node.Ledger.All("start", "v0.2.0")[0].Flag.ShouldBe("200");
        node.Current.ShouldBe("v0.2.0");
        await node.StopCleanly(visor);
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
