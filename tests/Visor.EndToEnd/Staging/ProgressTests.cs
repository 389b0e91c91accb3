using Shouldly;
using Visor.SimulatedGitHub.Misbehaving;
using Xunit;

namespace Visor.EndToEnd.Staging;

public sealed class ProgressTests
{
    [Fact]
    public async Task A_long_download_is_told_now_and_then_in_the_log_and_at_any_time_in_the_status()
    {
        await using var fetching = await FetchingNode.Create();
        await fetching.Publish(padding: FetchingNode.Large);
        await fetching.Server.Misbehave(new Misbehaviour.Slow(BytesPerSecond: 20_000));
        var visor = await fetching.Node.RunUntilReady();
        fetching.Node.Network.UpgradeIn(FetchingNode.FarAhead, FetchingNode.Next);

        await fetching.Node.WaitForStatus(
            s => s.HasUpgrade(FetchingNode.Next, "staging") && s.Upgrade!.Reason?.Contains("% of", StringComparison.Ordinal) is true, "how much is fetched");
        (await visor.WaitForLine("KiB/s, about")).ShouldContain("v0.2.0: ");
        visor.Lines.Count(l => l.Contains("KiB/s", StringComparison.Ordinal)).ShouldBe(1, visor.Output);

        await fetching.Server.Behave();
        await fetching.Node.WaitForUpgrade(FetchingNode.Next, "staged");
        await fetching.Node.StopCleanly(visor);
    }
}
