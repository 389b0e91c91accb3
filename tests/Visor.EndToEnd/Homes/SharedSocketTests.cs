using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Homes;

public sealed class SharedSocketTests
{
    [Fact]
    public async Task A_visor_does_not_listen_to_the_core_of_another_home_on_the_same_socket()
    {
        await using var one = await TestNode.Create();
        await using var other = await TestNode.Create();
        foreach (var node in new[] { one, other })
            await node.Prepare("v0.2.0");
        // Both have started before anybody listens; only the first one's core ever does.
        other.Misbehave("slow-start=600000");
        other.Write("genesis/run-config.toml", other.RunConfig([]).Replace(other.Socket, one.Socket, StringComparison.Ordinal));
        var deaf = other.Run();
        await other.Ledger.WaitFor("start");

        var visor = await one.RunUntilReady();
        var stranger = one.Ledger.All("start")[0].Pid;
        await other.WaitForStatus(s => s.Node.Rpc.Contains($"pid {stranger} ", StringComparison.Ordinal), "the stranger's pid");
        one.Network.UpgradeIn(20, "v0.2.0");
        await one.Ready("v0.2.0");

        other.Status!.Node.State.ShouldBe("starting");
        other.Status.Upgrade.ShouldBeNull();
        other.Current.ShouldBe("genesis");
        other.ShouldHaveStarted(TestNode.Genesis);
        other.Ledger.Lines.ShouldNotContain(l => l.IsEnd || l.Event == "sigterm");
        await one.StopCleanly(visor);
        await other.StopCleanly(deaf);
    }
}
