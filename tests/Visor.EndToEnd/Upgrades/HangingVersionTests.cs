using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Upgrades;

public sealed class HangingVersionTests
{
    [Fact]
    public async Task A_binary_that_never_tells_its_version_is_given_up_and_does_not_stay_behind()
    {
        await using var node = await TestNode.Create();
        node.Network.Upgrade("v0.2.0", 5, 30);
        await node.Prepare("v0.2.0", misbehaviours: "version-hang");
        var visor = node.Run();

        (await visor.WaitForLine("NOT READY")).ShouldContain("did not end within 20 s");
        node.ShouldHaveStarted(TestNode.Genesis);
        node.Ledger.Lines.ShouldNotContain(l => l.IsEnd);

        await node.Prepare("v0.2.0");
        await node.Ready("v0.2.0");
        await node.StopCleanly(visor);
    }
}
