using System.Globalization;
using Shouldly;
using Visor.Chains.Vega.Layout;
using Visor.History;
using Visor.Journaling;
using Visor.Model;
using Visor.Status.Showing;
using Xunit;

namespace Visor.Tests.History;

[Edge]
public sealed class NodeHistoryTests
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 22, 17, 0, 0, TimeSpan.Zero);
    private static readonly ProcessIdentity Process = new(812, 1, "boot", "pid:[1]");

    [Fact]
    public void An_upgrade_is_told_with_its_downtime_and_how_long_it_took_until_it_was_ready() => Told(
        (0, new JournalEntry.Selected("v0.1.0", "genesis", "first start in this home")),
        (1, Core("v0.1.0")), (2, new JournalEntry.Answered("v0.1.0")),
        (100, new JournalEntry.Due("v0.2.0", 1000)), (101, new JournalEntry.Switching("v0.2.0", "v0.2.0", 1000)),
        (103, new JournalEntry.Stopped(Asked: true)), (104, new JournalEntry.Activated("v0.2.0", "v0.2.0", 1000)),
        (105, Core("v0.2.0")), (110, new JournalEntry.Answered("v0.2.0"))).ShouldBe(
    [
        "0 Selected v0.1.0 first start in this home",
        "100 Upgrade v0.2.0 from v0.1.0 at 1000 switched 104 downtime 10.0 s (held, waited for release and stop together 3.0 s, switch 1.0 s, start 6.0 s; by the times in the journal) ready 10",
    ]);

    [Fact]
    public void An_upgrade_that_has_not_been_switched_to_is_told_as_far_as_it_came() => Told(
        (100, new JournalEntry.Due("v0.2.0", 1000)), (103, new JournalEntry.Stopped(Asked: false))).ShouldBe(
    [
        "100 Upgrade v0.2.0 from  at 1000 switched  ready ",
    ]);

    [Fact]
    public void A_new_release_that_fails_before_it_answers_is_restarted_within_its_upgrade() => Told(
        (100, new JournalEntry.Due("v0.2.0", 1000)), (101, new JournalEntry.Switching("v0.2.0", "v0.2.0", 1000)),
        (103, new JournalEntry.Stopped(Asked: true)), (104, new JournalEntry.Activated("v0.2.0", "v0.2.0", 1000)), (105, Core("v0.2.0")),
        (106, new JournalEntry.Stopping("the core ended: exit 1", Kind: StopKind.Restart)), (107, new JournalEntry.Stopped(Asked: false)), (112, Core("v0.2.0")),
        (115, new JournalEntry.Answered("v0.2.0"))).ShouldBe(
    [
        "100 Upgrade v0.2.0 from  at 1000 switched 104 downtime 15.0 s (held, waited for release and stop together 3.0 s, switch 1.0 s, start 11.0 s; by the times in the journal) ready 15",
        "106 Restart v0.2.0 the core ended: exit 1 downtime 9.0 s (stop 1.0 s, start 8.0 s; by the times in the journal) ready 9",
    ]);

    [Fact]
    public void What_was_measured_is_told_whatever_the_clock_of_the_machine_says() => Told(
        (100, new JournalEntry.Due("v0.2.0", 1000, DowntimePart.Release)), (118, new JournalEntry.Due("v0.2.0", 1000, DowntimePart.Stop)),
        (118, new JournalEntry.Switching("v0.2.0", "v0.2.0", 1000)), (119, new JournalEntry.Stopped(Asked: true)), (119, new JournalEntry.Activated("v0.2.0", "v0.2.0", 1000)),
        (50, Core("v0.2.0")), (51, new JournalEntry.Answered("v0.2.0", new Downtime(19004, new DowntimeParts(0, 18600, 200, 4, 200))))).ShouldBe(
    [
        "100 Upgrade v0.2.0 from  at 1000 switched 119 downtime 19.0 s (waited for release 18.6 s, stop 0.2 s, switch 4 ms, start 0.2 s) ready 19.004",
    ]);

    [Fact]
    public void What_was_not_measured_is_told_by_the_times_of_the_lines() => Told(
        (100, new JournalEntry.Due("v0.2.0", 1000, DowntimePart.Release)), (118, new JournalEntry.Due("v0.2.0", 1000, DowntimePart.Stop)),
        (119, new JournalEntry.Due("v0.2.0", 1000, DowntimePart.Hold)), (124, new JournalEntry.Switching("v0.2.0", "v0.2.0", 1000)),
        (126, new JournalEntry.Stopped(Asked: true)), (127, new JournalEntry.Activated("v0.2.0", "v0.2.0", 1000)),
        (128, Core("v0.2.0")), (130, new JournalEntry.Answered("v0.2.0"))).ShouldBe(
    [
        "100 Upgrade v0.2.0 from  at 1000 switched 127 downtime 30.0 s (held 5.0 s, waited for release 18.0 s, stop 3.0 s, switch 1.0 s, start 3.0 s; by the times in the journal) ready 30",
    ]);

    [Fact]
    public void A_switch_by_a_persons_word_is_told_with_who_and_why() => Told(
        (0, new JournalEntry.Selected("v0.1.0", "genesis", "first")), (1, Core("v0.1.0")), (2, new JournalEntry.Answered("v0.1.0")),
        (100, new JournalEntry.Due("v0.2.0", 1000)), (200, new JournalEntry.Ordered("v0.1.0", "genesis", null, 0, "v0.2.0", 1000, "alice (uid 1000)", "called off")),
        (203, new JournalEntry.Stopped(Asked: true)), (204, new JournalEntry.Obeyed("v0.1.0")), (205, Core("v0.1.0")), (210, new JournalEntry.Answered("v0.1.0"))).ShouldBe(
    [
        "0 Selected v0.1.0 first",
        "100 Upgrade v0.2.0 from v0.1.0 at 1000 switched  ready ",
        "200 Switch v0.1.0 from v0.1.0 by alice (uid 1000) called off from  without v0.2.0 at block 1000 switched 204 downtime 1 min 50 s (held, waited for release and stop together 1 min 43 s, switch 1.0 s, start 6.0 s; by the times in the journal) ready 10",
    ]);

    [Fact]
    public void A_contradiction_that_was_settled_is_told_with_who() => Told(
        (0, new JournalEntry.Selected("v0.1.0", "genesis", "first")),
        (100, new JournalEntry.Resolved("--keep-journal", "alice (uid 1000)", "current was missing"))).ShouldBe(
    [
        "0 Selected v0.1.0 first",
        "100 Resolved v0.1.0 --keep-journal by alice (uid 1000) current was missing",
    ]);

    [Fact]
    public void A_stop_that_was_asked_for_lasts_until_the_next_start() => Told(
        (0, new JournalEntry.Selected("v0.1.0", "genesis", "first")), (1, Core("v0.1.0")),
        (10, new JournalEntry.Stopping("asked to stop", Kind: StopKind.Asked)), (12, new JournalEntry.Stopped(Asked: true)),
        (60, new JournalEntry.Opened("v1.0.0", 1)), (61, Core("v0.1.0")), (62, new JournalEntry.Answered("v0.1.0"))).ShouldBe(
    [
        "0 Selected v0.1.0 first",
        "10 Stop v0.1.0 down 50",
        "60 SupervisorStarted v0.1.0 v1.0.0",
    ]);

    [Fact]
    public void A_node_that_was_given_up_has_not_been_restarted_by_the_word_that_starts_another_release() => Told(
        (0, new JournalEntry.Selected("v0.2.0", "v0.2.0", "first")), (1, Core("v0.2.0")),
        (5, new JournalEntry.Stopping("restart: the core ended: exit 1")), (6, new JournalEntry.Stopped(Asked: false)), (7, Core("v0.2.0")),
        (8, new JournalEntry.Stopping("restart: the core ended: exit 2")), (9, new JournalEntry.Stopped(Asked: false)), (9, new JournalEntry.Failed("no restart is left")),
        (20, new JournalEntry.Ordered("v0.1.0", "genesis", 29, 0, null, null, "alice (uid 1000)", null)), (20, new JournalEntry.Obeyed("v0.1.0")),
        (21, new JournalEntry.Opened("v1.0.0", 1)), (22, Core("v0.1.0")), (23, new JournalEntry.Answered("v0.1.0"))).ShouldBe(
    [
        "0 Selected v0.2.0 first",
        "5 Restart v0.2.0 the core ended: exit 1 ready ",
        "9 Failure v0.2.0 no restart is left",
        "20 Switch v0.1.0 from v0.2.0 by alice (uid 1000)  from 29 without  switched 20 downtime 3.0 s (start 3.0 s; by the times in the journal) ready 3",
        "21 SupervisorStarted v0.1.0 v1.0.0",
    ]);

    [Fact]
    public void A_word_that_comes_while_a_restart_is_waited_for_starts_what_it_says_and_not_what_failed() => Told(
        (0, new JournalEntry.Selected("v0.2.0", "v0.2.0", "first")), (1, Core("v0.2.0")),
        (5, new JournalEntry.Stopping("restart: the core ended: exit 1")), (6, new JournalEntry.Stopped(Asked: false)),
        (7, new JournalEntry.Ordered("v0.1.0", "genesis", null, 0, null, null, "alice (uid 1000)", null)), (8, new JournalEntry.Obeyed("v0.1.0")),
        (9, Core("v0.1.0")), (10, new JournalEntry.Answered("v0.1.0"))).ShouldBe(
    [
        "0 Selected v0.2.0 first",
        "5 Restart v0.2.0 the core ended: exit 1 not made ready ",
        "7 Switch v0.1.0 from v0.2.0 by alice (uid 1000)  from  without  switched 8 downtime 3.0 s (stop 1.0 s, start 2.0 s; by the times in the journal) ready 3",
    ]);

    [Fact]
    public void A_restart_is_under_way_until_its_core_answers_or_something_else_happens()
    {
        (double, JournalEntry)[] failed =
        [
            (0, new JournalEntry.Selected("v0.2.0", "v0.2.0", "first")), (1, Core("v0.2.0")), (2, new JournalEntry.Answered("v0.2.0")),
            (5, new JournalEntry.Stopping("exit 1", Kind: StopKind.Restart)), (6, new JournalEntry.Stopped(Asked: false)),
        ];
        (double, JournalEntry)[] again = [.. failed, (7, Core("v0.2.0"))];
        (double, JournalEntry) asked = (8, new JournalEntry.Stopping("asked to stop", Kind: StopKind.Asked));

        Lines(failed).ShouldBe(["restart of v0.2.0 under way: exit 1"]);
        Lines(again).ShouldBe(["restart of v0.2.0 under way: exit 1"]);
        Lines([.. again, asked]).ShouldBe(["restarted v0.2.0: not seen to answer: exit 1", "stopped v0.2.0 on request"]);
        Lines([.. failed, asked]).ShouldBe(["v0.2.0 failed; no restart was recorded: exit 1", "stopped v0.2.0 on request"]);
        Lines([.. again, (8, new JournalEntry.Stopping("exit 2", Kind: StopKind.Restart))]).ShouldBe(["restarted v0.2.0: not seen to answer: exit 1", "restart of v0.2.0 under way: exit 2"]);

        static IEnumerable<string> Lines((double, JournalEntry)[] journal) =>
            new HistoryText(new Terminal(Width: null, IsColoured: false)).Lines(NodeHistory.Parse(Journal(journal)).Episodes.Skip(1)).Select(l => l[(l.IndexOf('Z', StringComparison.Ordinal) + 1)..].Trim());
    }

    [Fact]
    public void Giving_up_is_told_with_its_reason() => Told(
        (5, new JournalEntry.Stopping("the core ended: exit 1; maxNumberOfRestarts = 0 allows no further restart")), (6, new JournalEntry.Stopped(Asked: false)),
        (7, new JournalEntry.Failed("the core ended: exit 1"))).ShouldBe(["7 Failure  the core ended: exit 1"]);

    [Fact]
    public void A_stop_without_a_Visor_is_one_too() => Told(
        (0, new JournalEntry.Selected("v0.1.0", "genesis", "first")), (1, Core("v0.1.0")), (2, new JournalEntry.Answered("v0.1.0")),
        (10, new JournalEntry.Stopping("visor stop", Kind: StopKind.Command)), (11, new JournalEntry.Stopped(Asked: true))).ShouldBe(
    [
        "0 Selected v0.1.0 first",
        "10 Stop v0.1.0 down ",
    ]);

    [Fact]
    public void A_node_that_was_given_up_is_down_until_the_next_one_answers() => Told(
        (0, new JournalEntry.Selected("v0.2.0", "v0.2.0", "first")), (1, Core("v0.2.0")), (2, new JournalEntry.Answered("v0.2.0")),
        (5, new JournalEntry.Stopping("restart: the core ended: exit 1")), (6, new JournalEntry.Stopped(Asked: false)), (7, new JournalEntry.Failed("no restart is left")),
        (40, new JournalEntry.Opened("v1.0.0", 1)), (41, Core("v0.2.0")), (45, new JournalEntry.Answered("v0.2.0"))).ShouldBe(
    [
        "0 Selected v0.2.0 first",
        "7 Failure v0.2.0 no restart is left downtime 40.0 s (stop 1.0 s, start 39.0 s; by the times in the journal)",
        "40 SupervisorStarted v0.2.0 v1.0.0",
    ]);

    [Fact]
    public void The_last_downtime_is_that_of_the_last_answer_whatever_had_happened()
    {
        var history = NodeHistory.Parse(Journal(
            (0, new JournalEntry.Selected("v0.2.0", "v0.2.0", "first")), (1, Core("v0.2.0")), (2, new JournalEntry.Answered("v0.2.0")),
            (5, new JournalEntry.Stopping("restart: the core ended: exit 1")), (6, new JournalEntry.Stopped(Asked: false)), (7, new JournalEntry.Failed("no restart is left")),
            (40, new JournalEntry.Opened("v1.0.0", 1)), (41, Core("v0.2.0")), (45, new JournalEntry.Answered("v0.2.0"))));

        var last = history.LastDowntime.ShouldNotBeNull();
        last.At.ShouldBe(Begin.AddSeconds(45));
        last.Release.ShouldBe("v0.2.0");
        last.Downtime().TotalMs.ShouldBe(40_000);
    }

    [Fact]
    public void A_clock_that_was_set_back_tells_no_duration() => Told(
        (100, new JournalEntry.Stopping("restart: exit 1")), (101, new JournalEntry.Stopped(Asked: false)), (50, Core("v0.1.0"))).ShouldBe(
    [
        "100 Restart  exit 1 under way ready ",
    ]);

    [Fact]
    public void Of_a_damaged_journal_what_stands_before_the_damage_is_told()
    {
        var journal = Journal((0, new JournalEntry.Selected("v0.1.0", "genesis", "first")), (1, Core("v0.1.0")), (2, new JournalEntry.Answered("v0.1.0")));
        journal[Array.IndexOf(journal, (byte)'\n') + 30] ^= 1;

        var history = NodeHistory.Parse(journal);

        history.Episodes.ShouldHaveSingleItem();
        history.Problem.ShouldBe("line 2 is damaged, and lines follow it");
    }

    [Fact]
    public void A_home_without_a_journal_has_no_history()
    {
        using var folder = new TemporaryFolder();

        NodeHistory.Read(folder["journal.jsonl"]).ShouldSatisfyAllConditions(h => h.HasJournal.ShouldBeFalse(), h => h.Problem.ShouldBeNull());
    }

    [Fact]
    public void Compaction_keeps_what_the_durations_of_an_upgrade_need()
    {
        (double, JournalEntry)[] upgrade =
        [
            (100, new JournalEntry.Due("v0.2.0", 1000)), (101, new JournalEntry.Switching("v0.2.0", "v0.2.0", 1000)),
            (103, new JournalEntry.Stopped(Asked: true)), (104, new JournalEntry.Activated("v0.2.0", "v0.2.0", 1000)),
            (105, Core("v0.2.0")), (110, new JournalEntry.Answered("v0.2.0")),
        ];
        var restarts = Enumerable.Range(200, 300).SelectMany(i => new (double, JournalEntry)[]
        {
            (i, new JournalEntry.Stopping("restart: exit 1")), (i + 0.1, new JournalEntry.Stopped(Asked: false)), (i + 0.2, Core("v0.2.0")), (i + 0.3, new JournalEntry.Answered("v0.2.0")),
        });

        var compacted = JournalCompaction.Compact(ParsedJournal.Read(Journal([.. upgrade, .. restarts]))).ShouldNotBeNull();

        Text(NodeHistory.Parse(compacted).Episodes[0]).ShouldBe("100 Upgrade v0.2.0 from  at 1000 switched 104 downtime 10.0 s (held, waited for release and stop together 3.0 s, switch 1.0 s, start 6.0 s; by the times in the journal) ready 10");
    }

    private static JournalEntry.Started Core(string tag) => new(VegaRoles.Core, tag, "/vega.sock", Process);

    private static byte[] Journal(params IEnumerable<(double At, JournalEntry Entry)> lines) =>
        [.. lines.SelectMany(l => JournalLine.Format(l.Entry, Begin.AddSeconds(l.At)))];

    private static IEnumerable<string> Told(params (double At, JournalEntry Entry)[] lines)
    {
        var history = NodeHistory.Parse(Journal(lines));
        history.Problem.ShouldBeNull();
        return history.Episodes.Select(Text);
    }

    private static string Text(HistoryEvent episode) => $"{(episode.At - Begin).TotalSeconds} {episode.GetType().Name} {episode.Tag}" + episode switch
    {
        HistoryEvent.Upgrade u => $" from {u.From} at {u.Height} switched {(u.SwitchedAt - Begin)?.TotalSeconds}{Down(u.Downtime)} ready {Seconds(u.UntilReady)}",
        HistoryEvent.Switch s => $" from {s.From} by {s.By} {s.Reason} from {s.Height} without {s.CalledOff} switched {(s.SwitchedAt - Begin)?.TotalSeconds}{Down(s.Downtime)} ready {Seconds(s.UntilReady)}",
        HistoryEvent.Resolved r => $" {r.Word} by {r.By} {r.Found}",
        HistoryEvent.Restart r => $" {r.Reason}{(r.IsMade ? "" : " not made")}{(r.IsUnderWay ? " under way" : "")}{Down(r.Downtime)} ready {Seconds(r.UntilReady)}",
        HistoryEvent.Stop s => $" down {Seconds(s.Downtime)}",
        HistoryEvent.Failure f => $" {f.Reason}{Down(f.Downtime)}",
        HistoryEvent.Selected s => $" {s.Why}",
        HistoryEvent.SupervisorStarted v => $" {v.Version}",
        _ => "",
    };

    private static string Down(Downtime? downtime) => downtime is null ? "" : $" {Downtime.Format(downtime)}";

    private static string Seconds(TimeSpan? span) => span?.TotalSeconds.ToString(CultureInfo.InvariantCulture) ?? "";
}
