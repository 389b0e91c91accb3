using System.Runtime.CompilerServices;
using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.SystemFaults;
using Xunit;

namespace Visor.EndToEnd.Serving;

public sealed class ScreenshotTests
{
    private const int LargestPicture = 300 * 1024;

    /// <summary>With UPDATE_SCREENSHOT=1 the pictures in docs/ are made anew.</summary>
    [Fact]
    public async Task A_node_with_a_past_and_an_upgrade_ahead_makes_a_picture_in_both_schemes()
    {
        Requirement.Program("chromium");
        using var clock = await WrongClock.Compile();
        await using var node = await TestNode.Create(withDataNode: true, ServedNode.Listen);
        foreach (var release in new[] { "v0.2.0", "v0.3.0", "v0.4.0" })
            await node.Prepare(release);

        // Days pass between what happens, by Visor's clock.
        clock.Set(TimeSpan.FromDays(-12));
        var visor = node.Run(environment: clock.Environment);
        await node.Ready("v0.1.0");
        await Upgrade(node, clock, TimeSpan.FromDays(-9), "v0.2.0");
        clock.Set(TimeSpan.FromDays(-6));
        node.Signal(Native.SigKill);
        await node.ReadyAfterStarts(3, "v0.2.0");
        await Upgrade(node, clock, TimeSpan.FromDays(-4), "v0.3.0");
        clock.Set(TimeSpan.FromDays(-1.5));
        node.Signal(Native.SigKill, role: "datanode");
        await node.ReadyAfterStarts(5, "v0.3.0");
        clock.Set(TimeSpan.Zero);
        await node.StopCleanly(visor);

        CoreStatistics.Serve(node, "v0.3.0");
        visor = node.Run();
        await node.Ready("v0.3.0");
        node.Network.UpgradeIn(200_000, "v0.4.0");
        await node.WaitForStatus(s => s.HasUpgrade("v0.4.0", "staged") && s.Upgrade!.Eta is not null && s.Node.DataNode is not null, "an upgrade that is ready");
        var address = await ServedNode.AddressOf(visor, 1);

        await using var browser = await Browser.Start();
        await browser.Size(1280, 1040);
        foreach (var (scheme, file) in new[] { ("light", "status-page.png"), ("dark", "status-page-dark.png") })
        {
            await browser.Prefer(scheme);
            await browser.Visit(address);
            await browser.DocumentWith(d => d.Contains("v0.4.0", StringComparison.Ordinal) && d.Contains("in about 2 h", StringComparison.Ordinal), "the upgrade");
            var picture = await browser.Screenshot();
            picture.Length.ShouldBeInRange(10_000, LargestPicture);
            if (Environment.GetEnvironmentVariable("UPDATE_SCREENSHOT") is { Length: > 0 })
                await File.WriteAllBytesAsync(Path.Combine(Docs(), file), picture, TestContext.Current.CancellationToken);
        }
    }

    private static async Task Upgrade(TestNode node, WrongClock clock, TimeSpan at, string release)
    {
        clock.Set(at);
        node.Network.UpgradeIn(30, release);
        await node.Ready(release);
    }

    private static string Docs([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "docs"));
}
