using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Chains.Vega.Layout;
using Visor.Journaling;
using Xunit;

namespace Visor.Tests.Journaling;

/// <summary>A journal that has grown past its limit, on a real disk.</summary>
[Edge]
public sealed class JournalCompactorTests : IDisposable
{
    private const int Limit = 64 * 1024;

    private static readonly JournalEntry[] Upgrade =
    [
        new JournalEntry.Selected("v0.1.0", "genesis", "first start in this home"),
        new JournalEntry.Due("v0.2.0", 100),
        new JournalEntry.Activated("v0.2.0", "v0.2.0", 100),
        new JournalEntry.Answered("v0.2.0"),
    ];

    private static readonly JournalEntry Opened = new JournalEntry.Opened("1.0.0", 811);

    private readonly TemporaryFolder _folder = new();
    private readonly RecordingLog _log = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _folder.Dispose();

    private string Path => _folder["journal.jsonl"];

    private string Temporary => Path + ".new";

    [Fact]
    public void A_long_journal_is_compacted_while_it_is_written_and_goes_on_in_the_new_file()
    {
        using var journal = Open();
        journal.Record(Upgrade);
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        var last = Grow(journal);

        new FileInfo(Path).Length.ShouldBeLessThan(Limit / 2);
        File.GetUnixFileMode(Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        File.Exists(Temporary).ShouldBeFalse();
        journal.Record(new JournalEntry.Failed("the end")).ShouldBeTrue();
        journal.Problem.ShouldBeNull();
        var read = OpenJournal.Read(Path);
        read[..4].ShouldBe(Upgrade);
        read[^2..].ShouldBe([last, new JournalEntry.Failed("the end")]);
        File.ReadAllLines(Path).ShouldAllBe(l => l.Contains("\"prev\":", StringComparison.Ordinal), "also lines that were apart hold on to each other");
        _log.Lines.ShouldHaveSingleItem().ShouldMatch("^Information: Compacted the journal from 65[0-9]{3} to [0-9]+ bytes");
    }

    [Fact]
    public void A_journal_that_is_too_long_when_it_is_opened_is_compacted_with_its_first_line()
    {
        File.WriteAllBytes(Path, OpenJournal.Bytes([.. Upgrade, .. Enumerable.Repeat(Opened, 1000)]));
        using var journal = Open();

        journal.Record(Opened).ShouldBeTrue();

        OpenJournal.Read(Path).ShouldBe([.. Upgrade, .. Enumerable.Repeat(Opened, JournalCompaction.LastLines)]);
    }

    [Fact]
    public void What_must_be_kept_may_be_longer_than_the_limit_and_is_copied_again_only_when_it_has_doubled()
    {
        using var journal = Open();
        var written = 0;
        var lengths = new List<long>();
        while (_log.Lines.Count < 3)
        {
            journal.Note(new JournalEntry.Due("v0.2.0", 100)).ShouldBeTrue();
            written++;
            if (_log.Lines.Count > lengths.Count)
                lengths.Add(new FileInfo(Path).Length);
        }

        OpenJournal.Read(Path).Length.ShouldBe(written);
        (lengths[1] / lengths[0], lengths[2] / lengths[1]).ShouldBe((2L, 2L));
    }

    [Fact]
    public void What_a_killed_Visor_left_of_a_compaction_changes_nothing_and_is_overwritten()
    {
        JournalEntry[] entries = [.. Upgrade, .. Enumerable.Repeat(Opened, 1000)];
        File.WriteAllBytes(Path, OpenJournal.Bytes(entries));
        foreach (var left in (byte[][])[[], OpenJournal.Bytes(entries)[..777], OpenJournal.Bytes(Upgrade)])
        {
            File.WriteAllBytes(Temporary, left);
            OpenJournal.Read(Path).ShouldBe(entries);
        }

        using var journal = Open();
        journal.Note(Opened);

        OpenJournal.Read(Path).ShouldBe([.. Upgrade, .. Enumerable.Repeat(Opened, JournalCompaction.LastLines)]);
        File.Exists(Temporary).ShouldBeFalse();
    }

    [Fact]
    public void Before_the_rename_the_new_file_is_whole_and_the_journal_untouched()
    {
        File.WriteAllBytes(Path, OpenJournal.Bytes(Upgrade));
        var shorter = OpenJournal.Bytes(Upgrade[..1]);

        using var next = JournalReplacement.Prepare(Path, shorter);
        File.ReadAllBytes(Temporary).ShouldBe(shorter);
        OpenJournal.Read(Path).ShouldBe(Upgrade);

        next.RenameOver(Path);
        OpenJournal.Read(Path).ShouldBe(Upgrade[..1]);
        next.PathStillMatches.ShouldBeTrue();
    }

    [Fact]
    public async Task Whoever_looks_at_any_moment_of_many_compactions_finds_a_whole_journal()
    {
        using var journal = Open();
        journal.Record(Upgrade);
        var writing = Task.Run(
            () =>
            {
                while (_log.Lines.Count < 20)
                    journal.Note(Opened);
            },
            TestContext.Current.CancellationToken);

        var looks = 0;
        for (; !writing.IsCompleted || looks == 0; looks++)
            ParsedJournal.Read(await File.ReadAllBytesAsync(Path, TestContext.Current.CancellationToken)).Entries.Take(4).ShouldBe(Upgrade);

        await writing;
        _log.Lines.ShouldAllBe(l => l.StartsWith("Information: Compacted the journal", StringComparison.Ordinal));
    }

    [Fact]
    public void A_journal_of_the_real_limit_is_compacted_in_a_moment()
    {
        using var journal = Open(JournalCompactor.DefaultLimit);
        journal.Note(Upgrade);
        var longest = TimeSpan.Zero;
        for (var i = 0; _log.Lines.Count < 2; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            journal.Note(
                new JournalEntry.Intent(VegaRoles.Core, "v0.2.0", "v0.2.0", "/usr/local/bin/vega", ["start", "--home", "/var/lib/vega"], 100),
                new JournalEntry.Started(VegaRoles.Core, "v0.2.0", "/run/vega/vega.sock", Entries.Process with { Pid = i }),
                new JournalEntry.Ended(VegaRoles.Core, i, "exit 1"),
                new JournalEntry.Stopped(false));
            if (_log.Lines.Count > 1)
                longest = Stopwatch.GetElapsedTime(begun);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"compaction: {longest.TotalMilliseconds:F1} ms, {_log.Lines.Last()}");
        longest.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        new FileInfo(Path).Length.ShouldBeLessThan(100 * 1024);
        OpenJournal.Read(Path)[..4].ShouldBe(Upgrade);
    }

    private JournalEntry Grow(Journal journal)
    {
        for (var i = 0; _log.Lines.Count == 0; i++)
        {
            JournalEntry entry = new JournalEntry.Stopping($"restart {i}");
            journal.Note(entry).ShouldBeTrue();
            if (_log.Lines.Count > 0)
                return entry;
        }

        throw new UnreachableException();
    }

    private Journal Open(long limit = Limit) => OpenJournal.At(Path, _time, _log, limit);
}
