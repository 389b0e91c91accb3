using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.SimulatedGitHub.Misbehaving;
using Xunit;

namespace Visor.EndToEnd.Staging;

public sealed class DueWhileFetchingTests
{
    private const string Next = FetchingNode.Next;

    [Fact]
    public async Task A_download_that_is_under_way_when_the_upgrade_becomes_due_is_not_begun_anew()
    {
        await using var fetching = await FetchingNode.Create(withDataNode: true);
        await fetching.Publish(padding: FetchingNode.Large);
        await fetching.Server.Misbehave(new Misbehaviour.Slow(BytesPerSecond: 20_000));
        var visor = await fetching.Node.RunUntilReady();
        fetching.Node.Network.UpgradeIn(100, Next);

        await fetching.Until(requests => requests.Any(r => r.BytesSent > 0));
        await fetching.Node.WaitForUpgrade(Next, "staging");
        await fetching.Node.WaitForUpgrade(Next, "due");
        fetching.ShouldBeUntouched(visor);

        await fetching.Server.Behave();
        await fetching.Upgraded(visor);
        fetching.Downloads.Count.ShouldBe(1, fetching.Everything());
    }

    [Fact]
    public async Task An_edit_of_the_configuration_does_not_stop_a_download_for_an_upgrade_that_is_due()
    {
        await using var fetching = await FetchingNode.Create();
        var visor = await fetching.Node.RunUntilReady();
        await fetching.StallDownload(blocks: 100);
        await fetching.Node.WaitForUpgrade(Next, "due");

        fetching.Configure(assetName: "another.zip");
        await visor.WaitForLine("Configuration reloaded");
        fetching.ShouldBeUntouched(visor);

        await fetching.Server.Behave();
        await fetching.Upgraded(visor);
        fetching.Downloads.Count.ShouldBe(1, fetching.Everything());
    }

    [Fact]
    public async Task A_random_delay_before_the_download_ends_when_the_upgrade_is_due()
    {
        await using var fetching = await FetchingNode.Create(autoInstall: "startDelaySeconds = 1000000");
        await fetching.Publish();
        var visor = await fetching.Node.RunUntilReady();
        fetching.Node.Network.UpgradeIn(80, Next);
        await fetching.Upgraded(visor);

        var due = (await fetching.Node.Ledger.WaitFor("ready", TestNode.Genesis)).MonotonicNs;
        fetching.Server.Requests[0].BeganAt.ShouldBeGreaterThan(TimeSpan.FromMicroseconds(due / 1000));
    }
}
