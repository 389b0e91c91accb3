using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.SimulatedGitHub.Requests;
using Xunit;

namespace Visor.EndToEnd.Staging;

public sealed class FetchedReleaseTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_accepted_release_is_fetched_while_the_old_one_runs_and_switched_to_when_it_is_due(bool withDataNode)
    {
        await using var fetching = await FetchingNode.Create(withDataNode);
        var node = fetching.Node;
        await fetching.Publish();
        var visor = await node.RunUntilReady();

        node.Network.UpgradeIn(blocks: 120, FetchingNode.Next);
        await node.WaitForUpgrade(FetchingNode.Next, "staged");
        node.Ledger.Lines.ShouldNotContain(l => l.IsEnd || l.Event == "sigterm");

        await node.Ready(FetchingNode.Next);
        node.ShouldHaveStarted(TestNode.Genesis, FetchingNode.Next);
        node.Current.ShouldBe(FetchingNode.Next);
        fetching.Server.Requests.Count(r => r.Host == HostRole.Api).ShouldBeLessThanOrEqualTo(3);
        Directory.Exists(node.In(".visor", "staging", FetchingNode.Next)).ShouldBeFalse();
        await node.StopCleanly(visor);
    }
}
