using System.Text.RegularExpressions;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Metrics;

public sealed partial class ScrapeTests
{
    private const string Serving = "[status]\nlisten = \"127.0.0.1:0\"\n";

    [Fact]
    public async Task A_prometheus_scrapes_a_running_node_and_its_alerts_see_what_happens()
    {
        Requirement.Program("prometheus");
        await using var node = await TestNode.Create(config: Serving);
        var visor = await node.RunUntilReady();
        await using var prometheus = await PrometheusServer.Scrape((await Address(visor)).Authority);

        await prometheus.WaitFor("""up{job="visor"}""", 1);
        await prometheus.WaitFor("""visor_node_up{process="core"}""", 1);
        await prometheus.WaitFor($$"""visor_node_info{release="{{TestNode.Genesis}}"}""", 1);

        node.Signal(Native.SigKill);
        await node.ReadyAfterStarts(2);
        await prometheus.WaitFor("""visor_restarts_total{process="core",reason="ended"}""", 1);
        await prometheus.WaitFor("""ALERTS{alertname="VisorNodeRestarted",alertstate="firing"}""", 1);

        await node.StopCleanly(visor);
        await prometheus.WaitFor("""up{job="visor"}""", 0);
        await prometheus.WaitFor("""ALERTS{alertname="VisorUnreachable",alertstate="pending"}""", 1);
    }

    [Fact]
    public async Task The_table_of_all_nodes_has_a_row_for_a_node_with_everything_that_it_asks()
    {
        Requirement.Program("prometheus");
        await using var node = await TestNode.Create(config: Serving);
        var visor = await node.RunUntilReady();
        node.Network.UpgradeIn(blocks: 1_000_000, "v0.2.0");
        await node.WaitForUpgrade("v0.2.0", "notReady");
        await using var prometheus = await PrometheusServer.Scrape((await Address(visor)).Authority);

        // How long it is until the block is known only where a core tells its height.
        var asked = MonitoringFiles.Expressions("fleet.json").Where(e => !e.Contains("_eta_", StringComparison.Ordinal)).ToList();
        asked.Count.ShouldBe(9);
        foreach (var expression in asked)
            await prometheus.WaitFor($"count({expression.Replace("$job", "visor", StringComparison.Ordinal)})", 1);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task What_is_scraped_is_what_the_file_says_and_without_fault()
    {
        Requirement.Program("promtool");
        await using var node = await TestNode.Create(withDataNode: true, config: Serving);
        var visor = await node.RunUntilReady();
        var page = await MetricsPage.WaitFor(node, ("visor_node_ready", 1), ("""visor_node_up{process="data_node"}""", 1));

        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(await Address(visor), "metrics"), TestContext.Current.CancellationToken);

        answer.Content.Headers.ContentType.ShouldNotBeNull().ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Series(text).ShouldBe(Series(page.Text));
        using var folder = new TemporaryFolder();
        var (exitCode, output) = await TestProcess.Run("/bin/sh", "-c", $"promtool check metrics <'{folder.Write("scraped", text)}'");
        exitCode.ShouldBe(0, output);
        await node.StopCleanly(visor);
    }

    private static string[] Series(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l[0] == '#' ? l : l[..l.LastIndexOf(' ')])];

    private static async Task<Uri> Address(TestProcess visor) => new(Http().Match(await visor.WaitForLine("The status page is served at")).Value);

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+", RegexOptions.None, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Http();
}
