using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Model;
using Visor.Processes;
using Visor.Status.Metrics;
using Visor.Status.Page;
using Visor.Tests.Chains.Vega;
using Visor.Tests.Processes;
using Xunit;

namespace Visor.Tests.Status.Page;

[Edge]
public sealed partial class StatusPageTests : IDisposable
{
    private const string Hostile = "</style></script><script>alert(1)</script><img src=x onerror=alert(1)>\" onload='x' {script} \u202e\u0000\u001b[2J";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Everything_that_is_known_stands_in_the_page()
    {
        var page = PageOf(Samples.Ready with
        {
            Node = Samples.Ready.Node with { Processes = VegaNode.Processes(Samples.Ready.Node.Queried, dataNode: null) },
            Upgrade = Samples.Plan("staged", eta: Samples.Now.AddHours(3)),
            LastUpgrade = LastUpgradeStatus.Create("v0.75.3", 900_000, Samples.Now.AddDays(-9), new Downtime(312, new DowntimeParts(0, 0, 208, 4, 100))),
            Alert = "an alert",
            Notice = "a notice",
            Journal = "a journal problem",
            Hold = "not before Monday",
            Configuration = new ConfigurationStatus(Valid: false, ["config.toml:3:1: an error"]),
        });

        foreach (var words in new[]
        {
            "ACTION NEEDED", "v0.75.3", "v0.76.0", "at block 1034000", "34000 blocks to go from 1000000", "in about 3 h<", "downtime 0.3 s (stop 0.2 s, switch 4 ms, start 0.1 s)", "an alert", "a notice",
            "a journal problem", "not before Monday", "config.toml:3:1: an error", "2 &#xD7; core ended", "<th scope=\"row\">Core</th>", "not running", "<td data-label=\"age\">3 h<",
        })
        {
            page.ShouldContain(words);
        }
    }

    [Theory]
    [InlineData("held")]
    [InlineData("due")]
    public void An_upgrade_whose_block_has_come_has_no_blocks_to_go(string state) =>
        PageOf(Samples.Ready with { Upgrade = Samples.Plan(state, "not tonight") }).ShouldNotContain("blocks to go");

    [Fact]
    public void A_downtime_that_goes_on_is_shown_as_it_is_now()
    {
        var since = Samples.Now.AddSeconds(-90);
        var down = Samples.Ready with { Downtime = new DowntimeStatus(since, "hold", since.AddSeconds(10), DowntimeParts.None with { ReleaseMs = 10_000 }) };

        UpgradeCard.Render(down, Samples.Now).Markup.ShouldContain("downtime so far 1 min 30 s (held 1 min 20 s, waited for release 10.0 s)");
    }

    [Fact]
    public void Hostile_text_stays_text_wherever_it_stands()
    {
        var errors = new ConfigurationStatus(Valid: false, [Hostile]);
        foreach (var state in new[] { "ready", "upgrading", "failed", Hostile })
        {
            foreach (var plan in new[] { "staging", "staged", "notReady", "due", "held", Hostile })
            {
                var page = PageOf(new NodeStatus(
                    new VisorStatus(Hostile, 1, 1, Running: true, Samples.Now),
                    new NodePart(state, Hostile, Hostile, Hostile, 5, VegaNode.Processes(core: null, dataNode: null), RestartCounts.None),
                    new PlanStatus(Hostile, 10, plan, Hostile, Samples.Now.AddDays(2)),
                    new LastUpgradeStatus(Hostile, 3, Samples.Now, 5),
                    errors,
                    Hostile,
                    Hostile,
                    Hostile,
                    Hostile));
                Regex.Count(page, "<script").ShouldBe(1);
                Regex.Count(page, "<style").ShouldBe(1);
                page.ShouldNotContain("<img");
                page.ShouldContain("&lt;img");
                page.Any(c => c is '\u202e' or '\0' or '\u001b').ShouldBeFalse();
            }
        }
    }

    [Fact]
    public void A_browser_asks_nobody_for_anything_and_obeys_only_what_the_policy_names()
    {
        var page = PageOf(Samples.Ready);
        Addresses().Matches(page).Select(m => m.Groups["address"].Value).Where(a => !a.StartsWith("data:image/svg", StringComparison.Ordinal))
            .ShouldBe(["/status.json", "/healthz", "/metrics"]);
        page.ShouldNotContain("style=\"");
        page.ShouldNotContain("url(");
        page.ShouldNotContain("@import");
        EventHandlers().Count(page).ShouldBe(0);
        PageParts.Policy.ShouldBe($"style-src '{Hash(PageParts.Style)}'; script-src '{Hash(PageParts.Script)}'");
        page.ShouldContain($"<style>{PageParts.Style}</style>");
        page.ShouldContain($"<script>{PageParts.Script}</script>");
    }

    [Fact]
    public void A_page_without_a_script_refreshes_itself() =>
        PageOf(Samples.Ready).ShouldContain("<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>");

    [Theory]
    [InlineData("due")]
    [InlineData("held")]
    public void A_node_that_waits_at_its_block_has_no_blocks_to_go(string state) =>
        PageOf(Samples.Ready with { Upgrade = Samples.Plan(state, "not tonight") }).ShouldNotContain("blocks to go");

    [Fact]
    public void What_is_read_aloud_does_not_change_with_every_block()
    {
        var spoken = Spoken(PageOf(Samples.Ready));
        spoken.ShouldContain("ALL WELL");
        Spoken(PageOf(Samples.Ready with { Node = Samples.Ready.Node with { Height = 1_000_001 } })).ShouldBe(spoken);
    }

    [Fact]
    public void A_process_of_which_nothing_is_known_is_shown_all_the_same() =>
        PageOf(Samples.Ready with { Node = Samples.Ready.Node with { Processes = VegaNode.Processes(new ProcessStatus(int.MaxValue, 1, Samples.Now, 0)) } }).ShouldContain("unknown");

    [Fact]
    public async Task Memory_and_processor_of_a_process_that_lives_are_shown()
    {
        await using var nursery = new TestProcesses();
        var pid = await nursery.Start("/bin/sleep", "600");
        var core = new ProcessStatus(pid, ProcessTable.Stat(pid)!.StartTime, Samples.Now.AddHours(-1), 0);
        var page = "";
        await Eventually.Holds(
            () =>
            {
                page = PageOf(Samples.Ready with { Node = Samples.Ready.Node with { Processes = VegaNode.Processes(core) } });
                return !page.Contains("data-label=\"memory\">0 B<", StringComparison.Ordinal); // The kernel counts late what a process has just begun to use.
            },
            "some memory in use");
        page.ShouldMatch("data-label=\"memory\">[0-9.]+ [KMG]iB<");
        page.ShouldMatch("data-label=\"processor\">[0-9.]+ %<");
    }

    [Fact]
    public async Task Page_and_metrics_say_the_same_of_a_process_and_what_it_has_started()
    {
        await using var nursery = new TestProcesses();
        using var scripts = new Scripts();

        // A child that has used the processor and ended, and one that lives and uses memory; nothing of it changes any more.
        var pid = await nursery.Start(scripts.Write(
            "node", "sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done'\nmkfifo $D/never\nsh -c 'x=$(head -c 8000000 /dev/zero | tr \"\\0\" x); echo $$ >'$D'/child; read _ <'$D'/never' &\nwait"));
        await scripts.Pid("child");
        var status = Samples.Ready with
        {
            Node = Samples.Ready.Node with { Processes = VegaNode.Processes(new ProcessStatus(pid, ProcessTable.Stat(pid)!.StartTime, Samples.Now.AddSeconds(-100), 0)) },
        };
        var (page, metrics) = ("", "");
        await Eventually.Holds(
            () =>
            {
                var before = MetricsOf(status);
                (page, metrics) = (PageOf(status), MetricsOf(status));
                return string.Equals(before, metrics, StringComparison.Ordinal);
            },
            "a process at rest");

        var memory = Number(metrics, "visor_process_resident_memory_bytes{process=\"core\"} ");
        memory.ShouldBeGreaterThan(8_000_000);
        page.ShouldContain($"data-label=\"memory\">{ByteSize.Format((long)memory)}<");
        var seconds = Number(metrics, "visor_process_cpu_seconds_total{process=\"core\"} ");
        seconds.ShouldBeGreaterThan(0.02);
        page.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"data-label=\"processor\">{seconds:0.0} %<")); // In a hundred seconds.
    }

    public void Dispose() => _folder.Dispose();

    private static string MetricsOf(NodeStatus status) =>
        new LiveMetrics(new VisorVersion("v1.2.3", "0123abc"), new FakeTimeProvider(Samples.Now)).Format(status);

    private static double Number(string metrics, string sample) =>
        double.Parse(metrics.Split('\n').Single(line => line.StartsWith(sample, StringComparison.Ordinal))[sample.Length..], CultureInfo.InvariantCulture);

    private static string Spoken(string page) => page[page.IndexOf("aria-live=\"polite\"", StringComparison.Ordinal)..page.IndexOf("</section>", StringComparison.Ordinal)];

    private string PageOf(NodeStatus status) =>
        Encoding.UTF8.GetString(new StatusPage(_folder["journal.jsonl"], "validator-7", new FakeTimeProvider(Samples.Now)).Render(status));

    [GeneratedRegex("(?:href|src|action|srcset|data|poster)=\"(?<address>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Addresses();

    [GeneratedRegex("<[^>]* on[a-z]+=\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex EventHandlers();

    private static string Hash(string text) =>
        $"sha256-{Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))}";
}
