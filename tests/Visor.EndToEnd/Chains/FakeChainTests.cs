using Shouldly;
using Xunit;

namespace Visor.EndToEnd.Chains;

/// <summary>
/// Everything above the chains, with a family that has nothing of Vega: one process, files in place of an RPC. That it goes through its whole life proves that nothing
/// above knows a core, a data node, a socket or a snapshot.
/// </summary>
public sealed class FakeChainTests
{
    private const string Next = "v2.0.0";

    [Fact]
    public async Task A_node_goes_from_its_first_start_through_an_upgrade_to_its_stop()
    {
        await using var node = await FakeNode.Create();
        node.Prepare(Next);
        var visor = node.Run();
        await node.Ready(FakeNode.Genesis);
        var height = node.Height + 40;
        node.Plan(Next, height);
        await visor.WaitForLine($"The network has accepted the upgrade to {Next} at block {height}");

        await node.Ready(Next);
        node.Starts.ShouldBe([FakeNode.Genesis, Next]);
        node.Current.ShouldBe(Next);
        await Eventually.See(() => node.Height > height ? this : null, node.Everything);

        (await node.Do("stop", "--home", node.Home)).ExitCode.ShouldBe(0, node.Everything());
        (await visor.WaitForExit()).ShouldBe(0, node.Everything());
        node.Ledger[^1].ShouldStartWith($"stop {Next}");
    }

    [Fact]
    public async Task A_node_that_ends_by_itself_at_its_block_is_followed_by_the_next_release_alone()
    {
        await using var node = await FakeNode.Create();
        node.Prepare(Next);
        node.EndAtItsBlock();
        var visor = node.Run();
        await node.Ready(FakeNode.Genesis);
        node.Plan(Next, node.Height + 3); // So soon that Visor may not have heard of it before.

        await node.Ready(Next);
        node.Starts.ShouldBe([FakeNode.Genesis, Next], node.Everything());
        node.Ledger.ShouldContain(l => l.StartsWith($"end {FakeNode.Genesis}", StringComparison.Ordinal));
        (await visor.Terminate()).ShouldBe(0, node.Everything());
    }

    [Fact]
    public async Task A_killed_Visor_is_followed_by_one_that_adopts_the_node_and_restarts_it_when_it_dies()
    {
        await using var node = await FakeNode.Create();
        var first = node.Run();
        await node.Ready(FakeNode.Genesis);
        var pid = node.Pid;
        await first.Kill();

        var next = node.Run();
        await next.WaitForLine($"The node of {FakeNode.Genesis} is running and is adopted, pid {pid}");
        await node.Ready(FakeNode.Genesis, pid);
        node.Starts.Count().ShouldBe(1);

        _ = Native.Kill(pid, Native.SigKill);
        await next.WaitForLine($"The node (pid {pid}) exited unexpectedly");
        await Eventually.See(() => node.Starts.Count() == 2 ? this : null, node.Everything);
        (await next.Terminate()).ShouldBe(0, node.Everything());
    }

    [Fact]
    public async Task Every_reader_is_told_of_its_processes_by_their_own_names()
    {
        await using var node = await FakeNode.Create();
        var visor = node.Run();
        await node.Ready(FakeNode.Genesis);

        var (exitCode, text) = await node.Do("status", "--home", node.Home);
        exitCode.ShouldBe(0, text);
        text.ShouldContain($"node       pid {node.Pid}");
        text.ShouldNotContain("core");
        node.Status!.Value.GetProperty("processes")[0].GetProperty("name").GetString().ShouldBe("node");
        node.Status!.Value.GetProperty("node").GetProperty("pid").GetInt32().ShouldBe(node.Pid);
        var metrics = Path.Combine(node.Home, ".visor", "metrics.prom");
        await Eventually.See(
            () => File.ReadAllText(metrics).Contains("visor_node_up{process=\"node\"} 1", StringComparison.Ordinal) ? this : null, () => File.ReadAllText(metrics));
        File.ReadAllLines(metrics).ShouldNotContain(l => l.Contains("process=\"core\"", StringComparison.Ordinal));
        (await visor.Terminate()).ShouldBe(0, node.Everything());
    }
}
