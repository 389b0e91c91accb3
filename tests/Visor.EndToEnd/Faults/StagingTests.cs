using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Staging;
using Xunit;

namespace Visor.EndToEnd.Faults;

public sealed class StagingTests
{
    private const string Next = FetchingNode.Next;

    public static TheoryData<string> Faults { get; } = Fault.EveryMode(Fault.Staging);

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Whatever_happens_while_a_release_is_fetched_the_node_runs_on_and_is_upgraded(string fault)
    {
        await using var fetching = await FetchingNode.Create(withDataNode: true);
        var node = fetching.Node;
        await fetching.Publish();
        var visor = node.RunWithFault(fault);
        await node.Ready(TestNode.Genesis);
        await node.DataNodeFollows();
        node.Network.Upgrade(Next, 1, 1_000_000); // Far away, so that there is time for all of it.

        visor = await FaultyUpgrade.Suffer(node, visor, Fault.Parse(fault).Mode);
        await node.WaitForStatus(s => s.Visor.Pid == visor.Pid && s.HasUpgrade(Next, "staged"), "staged");
        node.ShouldHaveStarted(TestNode.Genesis);
        node.Ledger.Lines.ShouldNotContain(l => l.IsEnd || l.Event == "sigterm", node.Everything());
        ShouldBeWhole(node);

        node.Network.UpgradeIn(10, Next);
        await node.Ready(Next);
        await node.Ledger.WaitFor("block-after-start", Next);
        node.ShouldHaveStarted(TestNode.Genesis, Next);
        FaultyUpgrade.NothingIsLeftOver(node);
        await node.StopCleanly(visor);
        node.NothingLives();
    }

    [Fact]
    public async Task A_visor_that_is_held_up_while_it_fetches_a_release_ends_when_it_is_asked_to()
    {
        await using var fetching = await FetchingNode.Create();
        var node = fetching.Node;
        await fetching.Publish();
        var visor = node.RunWithFault("unpack:hang:1");
        await node.Ready(TestNode.Genesis);
        node.Network.Upgrade(Next, 1, 1_000_000);
        await Eventually.See(() => File.Exists(node.FaultMark) ? node : null, node.Everything);

        await node.StopCleanly(visor);

        visor.Output.ShouldContain("the next Visor continues");
    }

    private static void ShouldBeWhole(TestNode node)
    {
        Directory.GetFileSystemEntries(node.In(Next)).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["run-config.toml", "vega"]);
        File.ReadAllText(node.In(Next, "run-config.toml")).ShouldContain($"name = \"{Next}\"");
    }
}
