using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.SimulatedGitHub.Misbehaving;
using Visor.SimulatedGitHub.Releases;
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
    public async Task An_edit_that_names_another_asset_counts_at_once_also_for_an_upgrade_that_is_due()
    {
        await using var fetching = await FetchingNode.Create();
        var visor = await fetching.Node.RunUntilReady();
        await fetching.StallDownload(blocks: 100);
        await fetching.Node.WaitForUpgrade(Next, "due");
        fetching.Publish(
            Next,
            ReleaseAsset.Of(FetchingNode.AssetName, await fetching.Zip(padding: FetchingNode.Large)),
            ReleaseAsset.Of("another.zip", await fetching.Zip()));

        fetching.Configure(assetName: "another.zip");

        await fetching.Upgraded(visor);
        fetching.Downloads.Count.ShouldBe(2, fetching.Everything());
        fetching.Downloads[1].Headers.ContainsKey("Range").ShouldBeFalse();
    }

    [Fact]
    public async Task Auto_install_that_is_turned_off_ends_the_download_also_for_an_upgrade_that_is_due()
    {
        await using var fetching = await FetchingNode.Create();
        var visor = await fetching.Node.RunUntilReady();
        await fetching.StallDownload(blocks: 100);
        await fetching.Node.WaitForUpgrade(Next, "due");

        fetching.Node.Configure("[autoInstall]\nenabled = false\n");

        await fetching.WaitForReason($"{fetching.Node.In(Next)} does not exist; put the binary of {Next}");
        await fetching.Until(requests => requests.All(r => r.EndedAt is not null));
        fetching.ShouldBeUntouched(visor);
        await fetching.Node.Prepare(Next);
        await fetching.Upgraded(visor);
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
