using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Rpc;

public sealed class StatisticsTests
{
    private const string Next = "v0.2.0";

    [Fact]
    public async Task Where_the_core_stands_is_shown_and_how_far_the_upgrade_is()
    {
        await using var node = await TestNode.Create(coreArgs: [.. Statistics(out var url)]);
        node.Write("genesis/run-config.toml", node.RunConfig(Statistics(url)).Replace("[vega.binary]", $"[vega]\nstatisticsUrl = \"{url}\"\n[vega.binary]", StringComparison.Ordinal));
        await node.Prepare(Next);
        var visor = await node.RunUntilReady();

        await node.WaitForStatus(s => s.Node.Height > 0, "a height although nothing is accepted");
        node.Network.UpgradeIn(blocks: 100_000, Next);
        var status = await node.WaitForStatus(s => s.Upgrade?.Eta is not null, "when the height is reached");

        (status.Upgrade!.Height - node.Network.Height).ShouldBeInRange(1, 100_000);
        (status.Upgrade.Eta!.Value - TimeProvider.System.GetUtcNow()).ShouldBeGreaterThan(TimeSpan.FromMinutes(30));
        await node.StopCleanly(visor);
    }

    private static string[] Statistics(out string url)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/statistics";
        return Statistics(url);
    }

    private static string[] Statistics(string url) => ["--statistics-port", new Uri(url).Port.ToString(CultureInfo.InvariantCulture)];
}
