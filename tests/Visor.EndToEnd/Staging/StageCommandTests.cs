using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.SimulatedGitHub.Misbehaving;
using Xunit;

namespace Visor.EndToEnd.Staging;

public sealed class StageCommandTests
{
    [Fact]
    public async Task A_release_is_staged_before_the_network_has_agreed_on_it()
    {
        await using var fetching = await FetchingNode.Create();
        await fetching.Publish();

        var (code, output) = await fetching.Node.Do("stage", FetchingNode.Next);

        code.ShouldBe(0, output);
        output.ShouldContain($"{FetchingNode.Next} is ready in {fetching.Node.In(FetchingNode.Next)}.");
        output.ShouldContain("as published");
        fetching.Node.Current.ShouldBeNull();

        (await fetching.Node.Do("stage", FetchingNode.Next)).ExitCode.ShouldBe(0);
        fetching.Downloads.Count.ShouldBe(1);
        var visor = await fetching.Node.RunUntilReady();
        fetching.Node.Network.UpgradeIn(blocks: 60, FetchingNode.Next);
        await fetching.Upgraded(visor);
        fetching.Downloads.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_Visor_that_runs_takes_what_is_staged_by_hand()
    {
        await using var fetching = await FetchingNode.Create();
        await fetching.Publish();
        fetching.Configure("startDelaySeconds = 3600");
        var visor = await fetching.Node.RunUntilReady();
        fetching.Node.Network.UpgradeIn(FetchingNode.FarAhead, FetchingNode.Next);
        await fetching.Node.WaitForUpgrade(FetchingNode.Next, "staging");

        (await fetching.Node.Do("stage", FetchingNode.Next)).ExitCode.ShouldBe(0);

        await fetching.Node.WaitForUpgrade(FetchingNode.Next, "staged");
        await fetching.Node.StopCleanly(visor);
    }

    [Fact]
    public async Task Two_do_not_fetch_the_same_release_at_a_time()
    {
        await using var fetching = await FetchingNode.Create();
        await fetching.Node.RunUntilReady();
        await fetching.StallDownload();

        var (code, output) = await fetching.Node.Do("stage", FetchingNode.Next);

        code.ShouldBe(1, output);
        output.ShouldContain("is NOT READY: another process (`visor run` or `visor stage`) is preparing v0.2.0");
    }

    [Fact]
    public async Task An_interrupted_download_is_resumed()
    {
        await using var fetching = await FetchingNode.Create();
        await fetching.Publish(padding: FetchingNode.Large);
        await fetching.Server.Misbehave(new Misbehaviour.Stall(400_000));
        var first = fetching.Node.Start("stage", FetchingNode.Next);
        await fetching.Until(requests => requests.Any(r => r.IsStalled));
        var part = fetching.Node.In(".visor", "staging", FetchingNode.Next, "asset");
        await Eventually.See(() => new FileInfo(part) is { Exists: true, Length: 400_000 } ? part : null, fetching.Everything);

        first.Signal(Native.SigInt);

        (await first.WaitForExit()).ShouldBe(1, first.Output);
        first.Lines[^1].ShouldBe("visor: interrupted: v0.2.0 is not ready; the downloaded part is kept, and the same command resumes it");
        await fetching.Server.Behave();
        var (code, output) = await fetching.Node.Do("stage", FetchingNode.Next);
        code.ShouldBe(0, output);
        fetching.Downloads[1].Headers["Range"].ShouldBe("bytes=400000-");
    }

    [Theory]
    [InlineData("v9.9.9", 1, "visor: v9.9.9 is NOT READY: vegaprotocol/vega has no release v9.9.9")]
    [InlineData("../evil", 64, "visor: ../evil cannot be a release tag")]
    public async Task What_cannot_be_staged_is_told_in_one_sentence(string tag, int expected, string told)
    {
        await using var fetching = await FetchingNode.Create();

        var (code, output) = await fetching.Node.Do("stage", tag);

        code.ShouldBe(expected, output);
        output.ShouldContain(told);
        output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_folder_of_the_operator_is_checked_as_it_is()
    {
        await using var node = await TestNode.Create();
        await node.Prepare(FetchingNode.Next);
        (await node.Do("stage", FetchingNode.Next)).ExitCode.ShouldBe(0);

        File.Delete(node.In(FetchingNode.Next, "vega"));
        var (code, output) = await node.Do("stage", FetchingNode.Next);

        code.ShouldBe(1);
        output.ShouldContain("does not exist; put the binary there");
    }
}
