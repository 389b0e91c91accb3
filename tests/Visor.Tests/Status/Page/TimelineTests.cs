using System.Collections.Immutable;
using Shouldly;
using Visor.History;
using Visor.Model;
using Visor.Status.Page;
using Visor.Tests.Chains.Vega;
using Xunit;

namespace Visor.Tests.Status.Page;

[Pure]
public sealed class TimelineTests
{
    private static readonly DateTimeOffset Now = Samples.Now;

    private static readonly ImmutableArray<HistoryEvent> Past =
    [
        new HistoryEvent.SupervisorStarted(Now.AddHours(-10), "", "v1.2.3"),
        new HistoryEvent.Selected(Now.AddHours(-10), "v0.1.0", "first start in this home"),
        new HistoryEvent.Restart(Now.AddHours(-8), "v0.1.0", "the core has ended: exit 3", new Downtime(5000, new DowntimeParts(0, 0, 1000, 0, 4000)), TimeSpan.FromSeconds(5)),
        new HistoryEvent.Upgrade(Now.AddHours(-6), "v0.1.0", "v0.2.0", 1000, Now.AddHours(-6).AddSeconds(2), new Downtime(2204, new DowntimeParts(0, 0, 2000, 4, 200)), TimeSpan.FromMilliseconds(2204)),
        new HistoryEvent.Stop(Now.AddHours(-4), "v0.2.0", TimeSpan.FromHours(1)),
        new HistoryEvent.Failure(Now.AddHours(-2), "v0.2.0", "no restarts are left"),
        new HistoryEvent.SupervisorStarted(Now.AddHours(-1), "v0.2.0", "v1.2.3"),
    ];

    [Fact]
    public void Releases_follow_each_other_without_a_gap()
    {
        var timeline = Timeline.Build(Past, Samples.Ready, Now);
        timeline.Releases.ShouldBe(
        [
            new Timeline.Stretch("v0.1.0", Now.AddHours(-10), Now.AddHours(-6).AddSeconds(2)),
            new Timeline.Stretch("v0.2.0", Now.AddHours(-6).AddSeconds(2), Now),
        ]);
    }

    [Fact]
    public void What_happens_while_an_upgrade_is_held_does_not_bring_the_old_release_back()
    {
        var due = Now.AddHours(-1);
        ImmutableArray<HistoryEvent> held =
        [
            new HistoryEvent.Selected(Now.AddHours(-3), "v0.1.0", "first start in this home"),
            new HistoryEvent.Held(Now.AddHours(-2), "v0.1.0", "backup", "alice", Now.AddHours(-2)),
            new HistoryEvent.Upgrade(due, "v0.1.0", "v0.2.0", 1000, due.AddMinutes(30), Downtime: null, UntilReady: null),
            new HistoryEvent.SupervisorStarted(due.AddMinutes(10), "v0.1.0", "v1.2.3"),
            new HistoryEvent.HoldLifted(due.AddMinutes(20), "v0.1.0", "backup", "alice"),
        ];
        Timeline.Build(held, Samples.Ready, Now).Releases.ShouldBe(
        [
            new Timeline.Stretch("v0.1.0", Now.AddHours(-3), due.AddMinutes(30)),
            new Timeline.Stretch("v0.2.0", due.AddMinutes(30), Now),
        ]);
    }

    [Fact]
    public void The_node_was_down_for_restarts_upgrades_stops_and_after_it_was_given_up() =>
        Timeline.Build(Past, Samples.Ready, Now).Downs.Select(d => d.To - d.From).ShouldBe(
            [TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(2204), TimeSpan.FromHours(1), TimeSpan.FromHours(1)]);

    [Fact]
    public void A_stop_that_is_not_over_lasts_until_now()
    {
        var stopped = Samples.In("stopped") with { Node = Samples.In("stopped").Node with { Processes = VegaNode.Processes(core: null) } };
        Timeline.Build([.. Past[..4], new HistoryEvent.Stop(Now.AddHours(-4), "v0.2.0", Downtime: null)], stopped, Now)
            .Downs[^1].To.ShouldBe(Now);
    }

    [Fact]
    public void Each_event_has_a_mark_that_says_what_it_was() =>
        Timeline.Build(Past, Samples.Ready, Now).Marks.Select(m => $"{m.Kind}: {m.Title}").ShouldBe(
        [
            "Restart: Restart, 2026-03-04T04:00:00Z: v0.1.0: the core has ended: exit 3, downtime 5.0 s (stop 1.0 s, start 4.0 s)",
            "Upgrade: Upgrade, 2026-03-04T06:00:00Z: v0.1.0 to v0.2.0 at block 1000, downtime 2.2 s (stop 2.0 s, switch 4 ms, start 0.2 s)",
            "Stop: Stop, 2026-03-04T08:00:00Z: v0.2.0: on request, for 1 h",
            "Failure: Given up, 2026-03-04T10:00:00Z: v0.2.0: no restarts are left",
        ]);

    [Fact]
    public void What_is_older_than_a_month_is_left_out_but_the_release_of_then_is_not()
    {
        var timeline = Timeline.Build([new HistoryEvent.Selected(Now.AddDays(-90), "v0.1.0", "")], Samples.Ready, Now);
        timeline.Releases.ShouldHaveSingleItem().From.ShouldBe(Now.AddDays(-30));
        timeline.Marks.ShouldBeEmpty();
    }

    [Fact]
    public void A_clock_that_was_set_back_makes_no_stretch_of_negative_length()
    {
        var timeline = Timeline.Build(
            [new HistoryEvent.Selected(Now.AddDays(1), "v0.1.0", ""), new HistoryEvent.Selected(Now.AddDays(-1), "v0.2.0", "")], Samples.Ready, Now);
        timeline.Releases.ShouldAllBe(r => r.To >= r.From && r.From >= timeline.From && r.To <= timeline.To);
    }

    [Fact]
    public void The_picture_and_the_table_tell_the_same_and_keep_hostile_text_as_text()
    {
        ImmutableArray<HistoryEvent> past = [.. Past, new HistoryEvent.Restart(Now.AddMinutes(-5), "<b>", "</svg><script>", new Downtime(1000, DowntimeParts.None with { StartMs = 1000 }), null)];
        var picture = TimelinePicture.Render(Timeline.Build(past, Samples.Ready, Now)).Markup;
        var table = HistoryTable.Render(past).Markup;
        foreach (var markup in new[] { picture, table })
        {
            markup.ShouldNotContain("<script");
            markup.ShouldContain("v0.1.0 to v0.2.0 at block 1000");
            markup.ShouldContain("no restarts are left");
        }

        picture.ShouldContain("<desc id=\"picture-text\">From 2026-03-04T02:00:00Z to 2026-03-04T12:00:00Z: v0.1.0, then v0.2.0");
        table.ShouldContain("<caption>");
        table.ShouldContain("<th scope=\"col\">");
    }

    [Fact]
    public void Nothing_in_the_past_is_a_picture_all_the_same()
    {
        TimelinePicture.Render(Timeline.Build([], Samples.Ready, Now)).Markup.ShouldContain("no release is known");
        HistoryTable.Render([]).Markup.ShouldContain("The journal is empty");
    }
}
