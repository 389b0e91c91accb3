using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Chains.Vega.Layout;
using Visor.Home;
using Visor.Model;
using Visor.Model.Events;
using Visor.Notifications;
using Visor.Status;
using Visor.Status.Metrics;
using Visor.Status.Page;
using Visor.Status.Reading;
using Visor.Status.Serving;
using Visor.Status.Showing;
using Visor.Systemd;
using Xunit;

namespace Visor.Tests.Status;

/// <summary>One verdict, shown by everything with the same words: whoever shows it is asked here, and what he shows compared.</summary>
[Edge]
public sealed class HealthTests
{
    private const string Start = "visor run --home /srv/visor";
    private const string Resume = "visor resume";

    private static readonly OperatorHold Hold = new("not tonight", "alice (uid 1000)", Samples.Now.AddMinutes(-10));

    private static readonly ImmutableArray<(string Name, NodeStatus Status)> States =
    [
        ("ready", Samples.Ready),
        ("ready, RPC silent", Samples.In("ready", rpc: "no answer within 5 s")),
        ("starting", Samples.In("starting", rpc: BlockHeightText.NotAskedYet)),
        ("restarting", Samples.In("restarting", "the core has ended: exit 3", "the node is not running")),
        ("upgrading", Samples.In("upgrading")),
        ("stopping", Samples.In("stopping")),
        ("stopped", Gone(Samples.In("stopped", rpc: "the node is not running"))),
        ("failed", Gone(Samples.In("failed", "no restarts are left", "the node is not running"))),
    ];

    private static readonly ImmutableArray<(string Name, Func<NodeStatus, NodeStatus> With)> Conditions =
    [
        ("nothing else", s => s),
        ("a hold", Held),
        ("a release being made ready", s => s with { Upgrade = Samples.Plan("staging") }),
        ("a release that is ready", s => s with { Upgrade = Samples.Plan("staged") }),
        ("a release that is ready, and a hold", s => Held(s) with { Upgrade = Samples.Plan("staged") }),
        ("a release that is not ready", s => s with { Upgrade = Samples.Plan("notReady", "there is no such asset") }),
        ("an upgrade that is due", s => s with { Upgrade = Samples.Plan("due") }),
        ("an upgrade that is due and not ready", s => s with { Upgrade = Samples.Plan("due", "the disk is full") }),
        ("an upgrade that is due and held", s => Held(s) with { Upgrade = Samples.Plan("held", "not tonight") }),
        ("an alert", s => s with { Alert = "the core reports nonsense" }),
        ("drift", s => s with { Drift = "it could not be started again: current is missing" }),
        ("a broken journal", s => s with { Journal = "No space left on device" }),
        ("a broken configuration", s => s with { Configuration = new ConfigurationStatus(Valid: false, ["config.toml:1:1: nonsense"]) }),
    ];

    [Fact]
    public Task Everything_that_shows_it_says_the_same()
    {
        var table = new StringBuilder("""
            # The verdict, and who shows it

            The word stands in the largest letters of the page, at the head of `visor status`, of systemd's text and of the second line of `/healthz`, in `health` of the
            status and of notifications. Written by `HealthTests`, which compares them.

            | node | with | word | verdict | exit code | `/healthz` | `visor_healthy` | `visor_action_needed` | page | sentence | hold |
            |---|---|---|---|---|---|---|---|---|---|---|

            """);
        foreach (var (state, status) in States)
        {
            foreach (var (condition, with) in Conditions)
                Row(table, state, condition, Alive(with(status)));
        }

        foreach (var (name, reading) in Dead())
            Row(table, "as published: ready", name, reading);
        return GoldenFile.ShouldMatchBeside(table.ToString(), "health.golden.md");
    }

    [Fact]
    public Task Each_reader_in_full()
    {
        var texts = new StringBuilder();
        foreach (var (state, condition) in new[] { (0, 0), (0, 1), (0, 5), (2, 0), (3, 1), (4, 8), (4, 7), (7, 0) })
        {
            var status = Conditions[condition].With(States[state].Status);
            texts.Append(CultureInfo.InvariantCulture, $"=== {States[state].Name}, with {Conditions[condition].Name}\n");
            texts.Append("visor status:\n");
            foreach (var line in new StatusText(new Terminal(Width: null, IsColoured: false)).Lines(Alive(status), Alive(status).HealthWith(Start, Resume), Samples.Now))
                texts.Append("  ").Append(line).Append('\n');
            var (code, body) = Healthz(status);
            texts.Append(CultureInfo.InvariantCulture, $"/healthz: {code}\n  {body.TrimEnd().ReplaceLineEndings("\n  ")}\n");
            texts.Append(CultureInfo.InvariantCulture, $"systemd:\n  {ServiceStatusText.Format(status)}\n\n");
        }

        return GoldenFile.ShouldMatch(texts.ToString(), "readers.txt");
    }

    [Fact]
    public void Before_the_first_look_nothing_is_well() => HealthzResponse.Respond(null).StatusCode.ShouldBe(503);

    [Fact]
    public void Where_nothing_can_be_read_that_is_said_and_a_hold_all_the_same()
    {
        var health = new StatusSnapshot(null, "status.json cannot be read", VisorLives: false, [], Hold).HealthWith(Start, Resume);

        health.Headline.ShouldBe("NOT KNOWN: status.json cannot be read");
        health.IsHealthy.ShouldBeFalse();
        health.Hold.ShouldBe("held by alice (uid 1000) since 2026-03-04T11:50:00Z: not tonight; no switch until `visor resume`");
    }

    [Fact]
    public void Every_command_that_ends_a_hold_names_the_home_where_it_must()
    {
        var home = new VisorHome("/srv/my visor").ResumeCommand;
        var held = Alive(Samples.In("ready") with { Upgrade = Samples.Plan("held", "wait"), Hold = "wait", HoldDetail = Hold });

        home.ShouldBe("visor resume --home '/srv/my visor'");
        new VisorHome(VisorHome.OfPackage).ResumeCommand.ShouldBe("visor resume");
        held.HealthWith(Start, home).Headline.ShouldEndWith($"; `{home}` lets it continue");
        held.HealthWith(Start, home).Hold.ShouldEndWith($"; no switch until `{home}`");
    }

    [Fact]
    public void A_hold_that_was_published_without_who_is_shown_as_far_as_it_is_known() =>
        (Samples.Ready with { Hold = "not tonight" }).Health.Hold.ShouldBe("held by an unknown user since an unknown time: not tonight; no switch until `visor resume`");

    [Fact]
    public void What_an_operator_or_a_core_has_said_is_one_line_of_healthz() =>
        Healthz(Samples.In("upgrading") with { Upgrade = Samples.Plan("held", "wait\nfor\u001b[31m the team") }).Body
            .ShouldStartWith("upgrading: held: wait for?[31m the team\nACTION NEEDED: the node waits");

    private static void Row(StringBuilder table, string state, string condition, StatusSnapshot reading)
    {
        var health = reading.HealthWith(Start, Resume);
        var status = reading.Now.ShouldNotBeNull();
        var (code, body) = Healthz(status);
        var report = JsonDocument.Parse(StatusReport.Create(reading, health).Json(isIndented: false)).RootElement;
        var metrics = MetricsText.Format(status, NodeUsage.None, new VisorVersion("v1", "0"), Samples.Now);
        var page = Encoding.UTF8.GetString(new StatusPage("/nowhere", "validator", new FakeTimeProvider(Samples.Now)).Render(status));

        // What is served is served by a Visor that lives: a dead one is only seen by `visor status`.
        var isServed = reading.VisorLives;
        var first = new StatusText(new Terminal(Width: null, IsColoured: false)).Lines(reading, health, Samples.Now)[0];
        first.ShouldBe($"status     {health.Headline}");
        report.GetProperty("well").GetBoolean().ShouldBe(health.IsHealthy);
        report.GetProperty("health").GetProperty("word").GetString().ShouldBe(health.Word);
        if (isServed)
        {
            body.Split('\n')[1].ShouldBe(health.Headline);
            page.ShouldContain($"<h1 id=\"state-word\">{health.Word}</h1>");
            page.ShouldContain($"<p>{Html.Encode(PlainText.Sentence(health.Sentence))}</p>");
            ServiceStatusText.Format(status).ShouldStartWith($"{health.Word}: ");
            Metric(metrics, "visor_healthy").ShouldBe(health.IsHealthy ? "1" : "0");
            Metric(metrics, "visor_action_needed").ShouldBe(health.NeedsAction ? "1" : "0");
            JsonSerializer.SerializeToElement(status, Visor.Status.StatusJson.Default.NodeStatus).GetProperty("health").GetProperty("sentence").GetString().ShouldBe(health.Sentence);
            Told(health).ShouldContain($"(now: {health.Word})");
            if (health.Hold is { } hold)
            {
                body.ShouldContain(hold);
                page.ShouldContain(Html.Encode(hold));
                ServiceStatusText.Format(status).ShouldContain(hold);
                Metric(metrics, "visor_hold").ShouldBe("1");
            }
        }

        table.Append(CultureInfo.InvariantCulture, $"| {state} | {condition} | {health.Word} | {report.GetProperty("health").GetProperty("verdict").GetString()} | {(health.IsHealthy ? 0 : 1)} ");
        table.Append(isServed
            ? $"| {code} {body.Split('\n')[0]} | {Metric(metrics, "visor_healthy")} | {Metric(metrics, "visor_action_needed")} | {PageHeadline.ToneOf(health, status.Node)} "
            : "| | | | ");
        table.Append(CultureInfo.InvariantCulture, $"| {health.Sentence} | {health.Hold} |\n");
    }

    private static IEnumerable<(string, StatusSnapshot)> Dead()
    {
        ImmutableArray<ProcessRole> core = [VegaRoles.Core];
        yield return ("a Visor that has died, the core lives", new(Samples.Ready, null, VisorLives: false, core, null));
        yield return ("a Visor that has died, the core lives, and a hold", new(Samples.Ready, null, VisorLives: false, core, Hold));
        yield return ("a Visor that has died with its node", new(Samples.Ready, null, VisorLives: false, [], null));
        var ended = Samples.Ready.Visor with { Running = false };
        yield return ("a Visor that has handed over", new(Samples.Ready with { Visor = ended }, null, VisorLives: false, core, null));
        yield return ("a Visor that has handed over a node that is gone", new(Samples.Ready with { Visor = ended }, null, VisorLives: false, [], null));
        yield return ("a Visor that was stopped", new(Gone(Samples.In("stopped")) with { Visor = ended }, null, VisorLives: false, [], null));
        yield return ("a Visor that was stopped, and a hold", new(Gone(Samples.In("stopped")) with { Visor = ended }, null, VisorLives: false, [], Hold));
        yield return ("a Visor that has given up", new(Gone(Samples.In("failed", "no restarts are left")) with { Visor = ended }, null, VisorLives: false, [], null));
    }

    private static StatusSnapshot Alive(NodeStatus status) =>
        new(status, null, VisorLives: true, [.. status.Node.Processes.Where(p => p.Running is not null).Select(p => p.Role)], status.Held);

    private static NodeStatus Held(NodeStatus status) => status with { Hold = Hold.Reason, HoldDetail = Hold };

    private static NodeStatus Gone(NodeStatus status) =>
        status with { Node = status.Node with { Processes = [.. status.Node.Processes.Select(p => p with { Running = null })] } };

    private static (int Code, string Body) Healthz(NodeStatus status)
    {
        var answer = HealthzResponse.Respond(status);
        return (answer.StatusCode, Encoding.UTF8.GetString(answer.Body.Span));
    }

    private static string Told(Health health) => Encoding.UTF8.GetString(NotificationBody.Format(
        Visor.Configuration.NotificationFormat.Slack, new VisorEvent(EventKind.Mended, Samples.Now, "v0.75.3", null, null, null) { Health = health.Word }, "validator"));

    private static string Metric(string text, string name) =>
        text.Split('\n').Single(l => l.StartsWith($"{name} ", StringComparison.Ordinal))[(name.Length + 1)..];
}
