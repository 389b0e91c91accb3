using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Homes;

public sealed class OneNodeTests
{
    private const int Busy = 75;

    [Fact]
    public async Task A_second_visor_on_a_home_is_refused_and_names_the_first()
    {
        await using var node = await TestNode.Create();
        var first = await node.RunUntilReady();

        var second = node.Run();

        (await second.WaitForExit()).ShouldBe(Busy);
        second.Output.ShouldContain($"pid {first.Pid}");
        second.Output.ShouldNotContain("   at ");
        node.ShouldHaveStarted(TestNode.Genesis);
        await node.StopCleanly(first);
    }

    [Fact]
    public async Task A_stranger_on_the_socket_is_named_and_nothing_is_started_beside_it()
    {
        await using var node = await TestNode.Create();
        Directory.CreateDirectory(node.NodeHome);
        await using var stranger = TestProcess.Start(
            node.In("genesis", "vega"), "start", "--home", node.In("..", "by hand"), "--socket", node.Socket);
        await new Ledger(node.In("..", "by hand")).WaitFor("rpc-open");

        var visor = node.Run();

        (await visor.WaitForExit()).ShouldBe(Busy);
        visor.Output.ShouldContain($"pid {stranger.Pid}");
        visor.Output.ShouldContain(node.Socket);
        node.Ledger.Lines.ShouldBeEmpty();
        stranger.HasExited.ShouldBeFalse();
    }
}
