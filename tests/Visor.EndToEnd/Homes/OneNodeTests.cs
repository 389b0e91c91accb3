using System.Globalization;
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
    public async Task A_node_that_outlives_its_visor_is_not_doubled()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        var killed = await node.RunUntilReady();
        await killed.Kill();

        var refused = node.Run();
        (await refused.WaitForExit()).ShouldBe(Busy);
        refused.Output.ShouldContain($"pid {node.Ledger.All("start")[0].Pid}");
        refused.Output.ShouldContain($"pid {node.Ledger.All("start", role: "datanode")[0].Pid}");
        node.Ledger.Lines.ShouldNotContain(l => l.IsEnd || l.Event == "sigterm");

        node.Signal(Native.SigTerm);
        node.Signal(Native.SigTerm, "datanode");
        await node.Ledger.WaitFor("stopped");
        await node.Ledger.WaitFor("stopped", role: "datanode");
        await Eventually.See(() => killed.Mark.Bearers.Count == 0 ? node : null, node.Everything);

        var next = node.Run();
        await node.ReadyAfterStarts(2);
        var segment = node.Ledger.All("history", role: "datanode").ShouldHaveSingleItem().Height;
        node.Ledger.All("start")[1].Flag.ShouldBe(segment == 0 ? null : segment.ToString(CultureInfo.InvariantCulture));
        await node.StopCleanly(next);
    }

    [Fact]
    public async Task Half_a_node_that_outlives_its_visor_is_not_completed()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        var killed = await node.RunUntilReady();
        await killed.Kill();
        node.Signal(Native.SigTerm);
        await node.Ledger.WaitFor("stopped");

        var refused = node.Run();

        (await refused.WaitForExit()).ShouldBe(Busy);
        refused.Output.ShouldContain($"pid {node.Ledger.All("start", role: "datanode")[0].Pid}");
        node.ShouldHaveStarted(TestNode.Genesis);
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
