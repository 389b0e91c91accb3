using System.Collections.Immutable;
using CsCheck;
using Shouldly;
using Visor.Chains.Vega.Layout;
using Visor.Journaling;
using Xunit;

namespace Visor.Tests.Journaling;

/// <summary>Which lines of a long journal are kept.</summary>
[Pure]
public sealed class JournalCompactionTests
{
    private static readonly JournalEntry[] Upgrade =
    [
        new JournalEntry.Selected("v0.1.0", "genesis", "first start in this home"),
        new JournalEntry.Due("v0.2.0", 100),
        new JournalEntry.Stopping("upgrade to v0.2.0 at block 100"),
        new JournalEntry.Activated("v0.2.0", "v0.2.0", 100),
        new JournalEntry.Answered("v0.2.0"),
        new JournalEntry.Failed("it failed"),
    ];

    [Fact]
    public void The_history_of_upgrades_and_the_last_lines_are_kept_byte_for_byte()
    {
        JournalEntry[] entries = [.. Upgrade, .. Restarts(1000), .. Upgrade, .. Restarts(1000)];
        var content = Content(entries);

        var kept = JournalCompaction.Compact(content).ShouldNotBeNull();

        // The first answer after a failure says that the node is given up no more.
        var answered = new JournalEntry.Answered("v0.1.0");
        kept.ShouldBe(OpenJournal.Bytes([.. Upgrade, answered, .. Upgrade, answered, .. entries[^JournalCompaction.LastLines..]]));
    }

    [Fact]
    public void What_started_what_lives_is_kept_however_long_ago_that_was()
    {
        JournalEntry[] start =
        [
            new JournalEntry.Stopped(false),
            new JournalEntry.Intent(VegaRoles.Core, "v0.1.0", "genesis", "/vega", ["start"], null),
            new JournalEntry.Started(VegaRoles.Core, "v0.1.0", "/vega.sock", Entries.Process),
        ];
        var kept = JournalCompaction.Compact(Content([.. Restarts(50), .. start, .. Adoptions(1000)])).ShouldNotBeNull();

        kept.ShouldBe(OpenJournal.Bytes([.. start, .. Adoptions(JournalCompaction.LastLines)]));
    }

    [Fact]
    public void Only_kinds_of_entry_that_are_known_not_to_last_are_ever_dropped() =>
        Entries.OfEveryType.Append(new JournalEntry.Stopping("restart: exit 1")).Where(IsDropped).Select(e => e.GetType().Name)
            .ShouldBe(["Opened", "Intent", "Started", "Answered", "Ended", "Stopping", "Ended", "Stopping", "Stopped", "Stopped", "HandedOver", "HoldLifted", "Answered", "Stopping"]);

    [Fact]
    public void Of_holds_only_the_one_that_still_holds_is_kept()
    {
        JournalEntry[] holds = [new JournalEntry.Held("first", null, null), new JournalEntry.HoldLifted(null, "first"), new JournalEntry.Held("second", null, null), new JournalEntry.Held("third", null, null)];
        var kept = JournalCompaction.Compact(Content([.. holds, .. Adoptions(1000)])).ShouldNotBeNull();

        kept.ShouldBe(OpenJournal.Bytes([holds[^1], .. Adoptions(JournalCompaction.LastLines)]));
        IsDropped(new JournalEntry.HoldLifted(null, "first")).ShouldBeTrue();
    }

    [Fact]
    public void Whatever_stands_in_a_journal_its_short_form_says_the_same_and_is_part_of_it() =>
        RandomEntries.Mostly.Array[0, 900].Sample(
            entries =>
            {
                var content = Content(entries);
                var kept = ParsedJournal.Read(JournalCompaction.Compact(content).ShouldNotBeNull());

                Text(kept.Entries).ShouldBe(Text(content.Entries));
                var lines = new Queue<string>(content.Lines.Select(l => Line(content, l)));
                foreach (var line in kept.Lines.Select(l => Line(kept, l)))
                {
                    while (lines.Dequeue() is var next && !string.Equals(next, line, StringComparison.Ordinal))
                        lines.ShouldNotBeEmpty();
                }

                JournalCompaction.Compact(kept).ShouldBe(kept.Bytes.ToArray(), "nothing more can be dropped");
            },
            iter: 200);

    private static bool IsDropped(JournalEntry entry)
    {
        JournalEntry[] entries = [entry, new JournalEntry.Stopped(true), .. Adoptions(JournalCompaction.LastLines)];
        return JournalCompaction.Compact(Content(entries)).ShouldNotBeNull().Length < OpenJournal.Bytes(entries).Length;
    }

    private static IEnumerable<JournalEntry> Restarts(int count) => Enumerable.Range(0, count).SelectMany(Restart);

    private static JournalEntry[] Restart(int pid) =>
    [
        new JournalEntry.Intent(VegaRoles.Core, "v0.1.0", "genesis", "/vega", ["start"], null),
        new JournalEntry.Started(VegaRoles.Core, "v0.1.0", "/vega.sock", Entries.Process with { Pid = pid }),
        new JournalEntry.Answered("v0.1.0"),
        new JournalEntry.Stopping("restart: exit 1"),
        new JournalEntry.Ended(VegaRoles.Core, pid, "exit 1"),
        new JournalEntry.Stopped(false),
    ];

    private static IEnumerable<JournalEntry> Adoptions(int count) => Enumerable.Repeat(new JournalEntry.Opened("1.0.0", 7), count);

    private static ParsedJournal Content(IEnumerable<JournalEntry> entries) => ParsedJournal.Read(OpenJournal.Bytes(entries));

    private static string Line(ParsedJournal content, ParsedJournal.Line line) => System.Text.Encoding.UTF8.GetString(content.Bytes[line.At].Span);

    private static string Text(IEnumerable<JournalEntry> entries)
    {
        var history = JournalState.Replay(entries);
        return $"{history with { Processes = ImmutableArray<JournalEntry.Started>.Empty }} {string.Join(' ', history.Processes)}";
    }
}
