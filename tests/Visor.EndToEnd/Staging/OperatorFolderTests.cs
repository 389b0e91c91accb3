using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.SimulatedGitHub.Misbehaving;
using Xunit;

namespace Visor.EndToEnd.Staging;

/// <summary>A folder that exists is the operator's: it is checked as it is, and nothing is fetched for it.</summary>
public sealed class OperatorFolderTests
{
    private const string Next = FetchingNode.Next;

    [Fact]
    public async Task Nothing_is_fetched_for_a_folder_that_is_there()
    {
        await using var fetching = await FetchingNode.Create();
        await fetching.Publish();
        await fetching.Node.Prepare(Next);
        var visor = await fetching.Node.RunUntilReady();
        fetching.Node.Network.UpgradeIn(80, Next);
        await fetching.Upgraded(visor);
        fetching.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_broken_folder_is_left_as_it_is_and_what_is_wrong_with_it_is_told()
    {
        await using var fetching = await FetchingNode.Create();
        var node = fetching.Node;
        await fetching.Publish();
        node.Write($"{Next}/notes.txt", "to do");
        var visor = await node.RunUntilReady();
        node.Network.UpgradeIn(80, Next);

        await fetching.WaitForReason($"{Next}/run-config.toml: there is no such file");
        await node.WaitForStatus(s => s.HasUpgrade(Next, "due"), "due");
        node.ShouldHaveStarted(TestNode.Genesis);
        fetching.Server.Requests.ShouldBeEmpty();
        Directory.GetFileSystemEntries(node.In(Next)).ShouldBe([node.In(Next, "notes.txt")]);

        // Out of the way, it is no longer anybody's.
        Directory.Move(node.In(Next), node.In("set-aside"));
        await fetching.Upgraded(visor);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_release_that_an_operator_puts_there_while_a_slow_download_goes_on_is_taken_at_once(bool due)
    {
        await using var fetching = await FetchingNode.Create();
        var node = fetching.Node;
        await fetching.Publish(padding: FetchingNode.Large);
        await fetching.Server.Misbehave(new Misbehaviour.Slow(BytesPerSecond: 1_000));
        var visor = await node.RunUntilReady();
        node.Network.UpgradeIn(due ? 60 : FetchingNode.FarAhead, Next);
        await fetching.Until(requests => requests.Any(r => r.BytesSent > 0));
        if (due)
            await node.WaitForUpgrade(Next, "due");

        await node.Prepare(Next);
        if (!due)
        {
            await node.WaitForUpgrade(Next, "staged");
            node.ShouldHaveStarted(TestNode.Genesis);
            node.Network.UpgradeIn(20, Next);
        }

        await node.Ready(Next);
        fetching.Downloads.ShouldHaveSingleItem().BytesSent.ShouldBeLessThan(FetchingNode.Large);
        (await File.ReadAllTextAsync(node.In(Next, "run-config.toml"), TestContext.Current.CancellationToken)).ShouldBe(node.RunConfig([]));
        await fetching.Upgraded(visor);
    }

    [Fact]
    public async Task An_empty_folder_that_appears_meanwhile_is_not_filled()
    {
        await using var fetching = await FetchingNode.Create();
        var node = fetching.Node;
        var visor = await node.RunUntilReady();
        await fetching.StallDownload();

        Directory.CreateDirectory(node.In(Next));
        await fetching.WaitForReason("run-config.toml: there is no such file");
        Directory.GetFileSystemEntries(node.In(Next)).ShouldBeEmpty();
        node.ShouldHaveStarted(TestNode.Genesis);

        await fetching.Server.Behave();
        Directory.Delete(node.In(Next));
        await node.WaitForUpgrade(Next, "staged");
        fetching.Downloads[1].Headers["Range"].ShouldBe("bytes=400000-");
        node.Network.UpgradeIn(20, Next);
        await fetching.Upgraded(visor);
    }

    [Fact]
    public async Task A_height_that_an_operator_has_written_into_a_prepared_run_config_is_warned_of()
    {
        await using var fetching = await FetchingNode.Create();
        await fetching.Node.Prepare(Next, coreArgs: ["--snapshot.load-from-block-height", "1"]);
        var visor = await fetching.Node.RunUntilReady();
        fetching.Node.Network.UpgradeIn(FetchingNode.FarAhead, Next);

        var line = await visor.WaitForLine("--snapshot.load-from-block-height overrides the height that Visor chooses");
        line.ShouldContain("warn");
        line.ShouldContain($"{Next}/run-config.toml");
        await fetching.Node.WaitForUpgrade(Next, "staged");
        await fetching.Node.StopCleanly(visor);
    }
}
