using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.SimulatedGitHub.Requests;
using Xunit;

namespace Visor.EndToEnd.Staging;

public sealed class CrashWhileFetchingTests
{
    private const string Next = FetchingNode.Next;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_Visor_that_follows_a_killed_one_goes_on_where_that_ended(bool isDue)
    {
        await using var fetching = await FetchingNode.Create(withDataNode: true);
        var node = fetching.Node;
        var visor = await node.RunUntilReady();
        await fetching.StallDownload(isDue ? 100 : FetchingNode.FarAhead);
        if (isDue)
            await node.WaitForUpgrade(Next, "due");

        await visor.Kill();
        await fetching.Server.Behave();
        visor = node.Run();
        if (!isDue)
        {
            await node.WaitForStatus(s => s.Visor.Pid == visor.Pid && s.HasUpgrade(Next, "staged"), "staged by the next Visor");
            node.ShouldHaveStarted(TestNode.Genesis);
            node.Ledger.Lines.ShouldNotContain(l => l.IsEnd || l.Event == "sigterm", fetching.Everything());
            node.Network.UpgradeIn(20, Next);
        }

        await fetching.Upgraded(visor);
        fetching.Downloads.Count.ShouldBe(2, fetching.Everything());
        fetching.Downloads[1].Headers["Range"].ShouldBe("bytes=400000-");
    }

    [Fact]
    public async Task A_core_that_dies_is_restarted_without_waiting_for_a_download()
    {
        await using var fetching = await FetchingNode.Create();
        var node = fetching.Node;
        var visor = await node.RunUntilReady();
        await fetching.StallDownload();

        node.Signal(Native.SigKill);
        await node.ReadyAfterStarts(2);
        await fetching.Until(requests => requests.Count(r => r.Host == HostRole.Storage) == 2);
        await fetching.Server.Behave();
        await node.WaitForUpgrade(Next, "staged");
        node.ShouldHaveStarted(TestNode.Genesis, TestNode.Genesis);
        fetching.Downloads[1].Headers["Range"].ShouldBe("bytes=400000-");

        node.Network.UpgradeIn(20, Next);
        await node.Ready(Next);
        node.ShouldHaveStarted(TestNode.Genesis, TestNode.Genesis, Next);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_core_that_dies_when_the_upgrade_is_due_is_not_started_again_and_the_release_follows_when_it_is_there()
    {
        await using var fetching = await FetchingNode.Create();
        var node = fetching.Node;
        var visor = await node.RunUntilReady();
        await fetching.StallDownload(blocks: 100);
        await node.WaitForUpgrade(Next, "due");

        node.Signal(Native.SigKill);
        await Eventually.See(() => node.Living("core").Count == 0 ? node : null, fetching.Everything);
        await fetching.Server.Behave();
        await fetching.Upgraded(visor);
    }

    [Fact]
    public async Task A_Visor_that_is_told_to_stop_does_not_wait_for_a_download()
    {
        await using var fetching = await FetchingNode.Create();
        var visor = await fetching.Node.RunUntilReady();
        await fetching.StallDownload();
        await fetching.Node.StopCleanly(visor);
        fetching.Downloads[0].IsStalled.ShouldBeFalse();
    }
}
