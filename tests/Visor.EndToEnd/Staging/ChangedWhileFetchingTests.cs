using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.SimulatedGitHub.Releases;
using Visor.SimulatedGitHub.Requests;
using Xunit;

namespace Visor.EndToEnd.Staging;

public sealed class ChangedWhileFetchingTests
{
    private const string Next = FetchingNode.Next;

    [Fact]
    public async Task A_withdrawn_release_is_not_fetched_on_and_is_taken_up_where_it_ended_when_it_is_accepted_again()
    {
        await using var fetching = await FetchingNode.Create();
        var visor = await fetching.Node.RunUntilReady();
        await fetching.StallDownload();

        fetching.Node.Network.Withdraw();
        await fetching.Node.WaitForStatus(s => s.Upgrade is null, "withdrawn");
        await fetching.Until(requests => requests.All(r => r.EndedAt is not null));
        fetching.ShouldBeUntouched(visor);
        fetching.Downloads.Count.ShouldBe(1);

        await fetching.Server.Behave();
        fetching.Node.Network.UpgradeIn(80, Next);
        await fetching.Upgraded(visor);
        fetching.Downloads.Count.ShouldBe(2, fetching.Everything());
        fetching.Downloads[1].Headers["Range"].ShouldBe("bytes=400000-");
    }

    [Fact]
    public async Task Another_release_accepted_meanwhile_is_fetched_in_its_place()
    {
        const string other = "v0.2.1";
        await using var fetching = await FetchingNode.Create();
        var node = fetching.Node;
        var visor = await node.RunUntilReady();
        await fetching.StallDownload();
        await fetching.Publish(other);

        node.Network.UpgradeIn(80, other);
        await node.Ready(other);

        node.ShouldHaveStarted(TestNode.Genesis, other);
        node.Current.ShouldBe(other);
        Directory.Exists(node.In(Next)).ShouldBeFalse();
        Directory.GetFileSystemEntries(node.In(".visor", "staging")).ShouldBeEmpty();
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task An_edit_that_names_another_asset_begins_anew_with_that()
    {
        await using var fetching = await FetchingNode.Create();
        var visor = await fetching.Node.RunUntilReady();
        await fetching.StallDownload();
        fetching.Publish(
            Next,
            ReleaseAsset.Of(FetchingNode.AssetName, await fetching.Zip(padding: FetchingNode.Large)),
            ReleaseAsset.Of("another.zip", await fetching.Zip()));

        fetching.Configure(assetName: "another.zip");
        await fetching.Node.WaitForUpgrade(Next, "staged");
        fetching.Downloads.Count.ShouldBe(2, fetching.Everything());
        fetching.Downloads[1].Headers.ContainsKey("Range").ShouldBeFalse();
        fetching.Node.ShouldHaveStarted(TestNode.Genesis);

        fetching.Node.Network.UpgradeIn(20, Next);
        await fetching.Upgraded(visor);
    }

    [Fact]
    public async Task An_edit_that_names_another_folder_makes_the_release_there()
    {
        await using var fetching = await FetchingNode.Create();
        var node = fetching.Node;
        var visor = await node.RunUntilReady();
        await fetching.StallDownload();

        fetching.Configure(further: $"[upgradeFolders]\n\"{Next}\" = \"next-year\"\n");
        await fetching.Until(requests => requests.Count(r => r.Host == HostRole.Storage) == 2);
        await fetching.Server.Behave();
        await node.WaitForUpgrade(Next, "staged");
        fetching.ShouldBeUntouched(visor);
        fetching.Downloads[1].Headers["Range"].ShouldBe("bytes=400000-");

        node.Network.UpgradeIn(20, Next);
        await node.Ready(Next);
        node.Current.ShouldBe("next-year");
        node.ShouldHaveStarted(TestNode.Genesis, Next);
        await node.StopCleanly(visor);
    }
}
