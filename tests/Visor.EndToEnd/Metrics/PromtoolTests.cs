using System.Text.Json;
using System.Text.RegularExpressions;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Metrics;

/// <summary>Prometheus' own tool reads what Visor writes and what operators are given.</summary>
public sealed partial class PromtoolTests
{
    public PromtoolTests() => Requirement.Program("promtool");

    [Fact]
    public async Task The_file_of_a_running_node_is_without_fault()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        var visor = await node.RunUntilReady();
        await MetricsPage.WaitFor(node, ("visor_node_ready", 1));

        await ShouldBeSound($"promtool check metrics <'{MetricsPage.PathOf(node)}'");
        await node.StopCleanly(visor);
    }

    [Fact]
    public Task The_metrics_of_everything_are_without_fault() => ShouldBeSound($"promtool check metrics <'{FullPage}'");

    [Fact]
    public Task The_alert_rules_are_sound() => ShouldBeSound($"promtool check rules '{MonitoringFiles.PathOf("alerts.yml")}'");

    [Fact]
    public Task Each_alert_fires_when_it_has_to() => ShouldBeSound($"promtool test rules '{MonitoringFiles.PathOf("alerts.test.yml")}'");

    [Fact]
    public Task The_sample_configuration_is_sound() => ShouldBeSound($"promtool check config '{MonitoringFiles.PathOf("prometheus.yml")}'");

    [Fact]
    public async Task The_dashboard_asks_what_prometheus_understands()
    {
        using var folder = new TemporaryFolder();
        // JSON is YAML, and an expression that does not parse is no rule.
        var rules = folder.Write("rules.yml", JsonSerializer.Serialize(new
        {
            groups = new[]
            {
                new { name = "dashboard", rules = MonitoringFiles.DashboardExpressions().Select((expr, n) => new { record = $"asked:{n}", expr }) },
            },
        }));

        await ShouldBeSound($"promtool check rules '{rules}'");
    }

    [Fact]
    public void The_dashboard_and_the_alerts_ask_for_metrics_that_exist()
    {
        var known = File.ReadAllLines(FullPage).Where(l => l[0] != '#').Select(l => l.Split('{', ' ')[0]).ToHashSet(StringComparer.Ordinal);

        var asked = MonitoringFiles.DashboardExpressions().Append(File.ReadAllText(MonitoringFiles.PathOf("alerts.yml")))
            .SelectMany(text => Metric().Matches(text).Select(m => m.Value))
            .ToHashSet(StringComparer.Ordinal);

        asked.Count.ShouldBeGreaterThan(20);
        asked.Except(known, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void Each_alert_has_a_test_in_which_it_fires_and_one_in_which_it_does_not()
    {
        var tests = File.ReadAllText(MonitoringFiles.PathOf("alerts.test.yml"));

        foreach (Match alert in Alert().Matches(File.ReadAllText(MonitoringFiles.PathOf("alerts.yml"))))
        {
            var name = Regex.Escape(alert.Groups["name"].Value);
            Regex.IsMatch(tests, $@"alertname: {name}\s+exp_alerts: \[\]", RegexOptions.None, Eventually.Patience).ShouldBeTrue($"{name} never stays silent");
            Regex.IsMatch(tests, $@"alertname: {name}\s+exp_alerts:\s+- exp_labels", RegexOptions.None, Eventually.Patience).ShouldBeTrue($"{name} never fires");
        }
    }

    // All that can be said of a node, as the tests of the text have it.
    private static string FullPage => MonitoringFiles.PathOf("../../tests/Visor.Tests/Status/Metrics/Golden/full.prom");

    private static async Task ShouldBeSound(string command)
    {
        var (exitCode, output) = await TestProcess.Run("/bin/sh", "-c", command);
        exitCode.ShouldBe(0, output);
    }

    [GeneratedRegex(@"\bvisor_[a-z_]+", RegexOptions.None, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Metric();

    [GeneratedRegex(@"- alert: (?<name>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Alert();
}
