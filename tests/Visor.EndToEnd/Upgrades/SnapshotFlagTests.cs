using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Upgrades;

public sealed class SnapshotFlagTests
{
    [Theory]
    [InlineData("--snapshot.load-from-block-height", "30")]
    [InlineData("--snapshot.load-from-block-height=30")]
    public async Task A_flag_the_operator_has_given_is_left_alone(params string[] flag)
    {
        await using var node = await TestNode.Create();
        node.Network.Upgrade("v0.2.0", 5, 30);
        await node.Prepare("v0.2.0", coreArgs: flag);

        var visor = node.Run();
        await node.Ready("v0.2.0");

        var start = node.Ledger.All("start", "v0.2.0").ShouldHaveSingleItem();
        start.Args.ShouldBe(["start", "--home", node.NodeHome, .. flag]);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_new_release_that_ends_before_it_has_answered_gets_the_height_again_and_none_afterwards()
    {
        await using var node = await TestNode.Create();
        node.Network.Upgrade("v0.2.0", 5, 30);
        await node.Prepare("v0.2.0", misbehaviours: "exit=4");

        var visor = node.Run();
        await node.Ready("v0.2.0");
        node.Ledger.All("start", "v0.2.0").Select(l => l.Flag).ShouldBe(["30", "30"]);

        node.Signal(Native.SigKill);
        await node.ReadyAfterStarts(4, "v0.2.0");
        node.Ledger.All("start")[^1].Flag.ShouldBeNull();
        await node.StopCleanly(visor);
    }
}
