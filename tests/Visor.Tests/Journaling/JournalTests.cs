using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Journaling;
using Visor.Model;
using Xunit;

namespace Visor.Tests.Journaling;

[Edge]
public sealed class JournalTests : IDisposable
{
    private static readonly JournalEntry Due = new JournalEntry.Due("v0.2.0", 100);
    private static readonly JournalEntry Stopped = new JournalEntry.Stopped(true);

    private readonly TemporaryFolder _folder = new();
    private readonly RecordingLog _log = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _folder.Dispose();

    private string Path => _folder["journal.jsonl"];

    [Fact]
    public void A_journal_that_can_be_written_has_no_problem()
    {
        using var journal = Open();

        journal.Record(Due).ShouldBeTrue();
        journal.Note(Stopped).ShouldBeTrue();
        journal.Require(Due).ShouldBeTrue();
        journal.Record().ShouldBeTrue();

        journal.Problem.ShouldBeNull();
        _log.Lines.ShouldBeEmpty();
        OpenJournal.Read(Path).ShouldBe([Due, Stopped, Due]);
    }

    [Fact]
    public void Its_history_is_that_of_the_file_and_of_every_line_since()
    {
        using (var first = Open())
            first.Record(Due);
        using var journal = Open();

        journal.History.InFlight.ShouldBe(new UpgradePlan(ReleaseTag.Parse("v0.2.0"), 100));
        journal.Note(new JournalEntry.Activated("v0.2.0", "v0.2.0", 100));
        journal.History.InFlight.ShouldBeNull();
        journal.Require(new JournalEntry.Answered("v0.2.0"));
        journal.History.Active.ShouldNotBeNull().HasResponded.ShouldBeTrue();
    }

    [Fact]
    public void To_record_nothing_notices_that_what_was_noted_is_gone_and_puts_it_back()
    {
        using var journal = Open();
        journal.Note(Due).ShouldBeTrue();
        File.Delete(Path);

        journal.Record().ShouldBeTrue();

        OpenJournal.Read(Path).ShouldBe([Due]);
        _log.Lines.ShouldHaveSingleItem().ShouldStartWith("Warning: The journal was removed or replaced while Visor was running; Visor has restored its own copy");
    }

    [Fact]
    public void A_journal_that_somebody_has_replaced_is_put_back_and_what_stood_there_is_kept()
    {
        using var journal = Open();
        journal.Record(Due).ShouldBeTrue();
        File.Delete(Path);
        File.WriteAllText(Path, "somebody's");

        journal.Require(Stopped).ShouldBeTrue();

        OpenJournal.Read(Path).ShouldBe([Due, Stopped]);
        File.ReadAllText(Path + ".aside").ShouldBe("somebody's");
    }

    [Fact]
    public void In_a_home_that_has_been_moved_what_happens_is_written_there_and_nothing_that_requires_its_line_takes_place()
    {
        var home = _folder["home"];
        Directory.CreateDirectory(home);
        using var journal = OpenJournal.At(System.IO.Path.Combine(home, "journal.jsonl"), _time, _log);
        journal.Record(Due).ShouldBeTrue();
        Directory.Move(home, _folder["moved"]);

        journal.Record(Stopped).ShouldBeFalse();
        journal.Require(Due).ShouldBeFalse();

        journal.Problem.ShouldNotBeNull().ShouldContain("cannot be restored");
        OpenJournal.Read(System.IO.Path.Combine(_folder["moved"], "journal.jsonl")).ShouldBe([Due, Stopped]);
    }

    [Fact]
    public async Task A_full_disk_is_told_once_and_is_over_when_there_is_room_again()
    {
        await using var disk = await SmallDisk.Mount();
        using var journal = Open(disk["journal.jsonl"]);
        journal.Require(Due).ShouldBeTrue();
        var written = FillUp(disk, journal) + 1;

        journal.Require(Due).ShouldBeFalse();
        journal.Problem.ShouldBe($"{disk["journal.jsonl"]} cannot be written: No space left on device (28)");
        OpenJournal.Read(disk["journal.jsonl"]).Length.ShouldBe(written);
        File.ReadAllBytes(disk["journal.jsonl"])[^1].ShouldBe((byte)'\n', "what was denied must not be met after a crash");

        File.Delete(disk["ballast"]);
        journal.Require(Stopped).ShouldBeTrue();
        journal.Problem.ShouldBeNull();
        OpenJournal.Read(disk["journal.jsonl"]).ShouldBe([.. Enumerable.Repeat(Due, written), Stopped]);
        _log.Lines.Select(l => l.Split(':')[0]).ShouldBe(["Error", "Warning"]);
    }

    [Fact]
    public async Task What_could_not_be_written_comes_first_with_its_own_time_and_what_was_required_does_not_come_at_all()
    {
        await using var disk = await SmallDisk.Mount();
        using var journal = Open(disk["journal.jsonl"]);
        FillUp(disk, journal);
        var failedAt = _time.GetUtcNow();

        journal.Note(new JournalEntry.Activated("v0.3.0", "v0.3.0", 200)).ShouldBeFalse();
        journal.Require(new JournalEntry.Due("v0.4.0", 300)).ShouldBeFalse();
        journal.Record(new JournalEntry.Answered("v0.3.0")).ShouldBeFalse();
        journal.History.Active.ShouldBeNull("it is not written");

        _time.Advance(TimeSpan.FromHours(1));
        File.Delete(disk["ballast"]);
        journal.Note(Stopped).ShouldBeTrue();

        ParsedJournal.Read(await File.ReadAllBytesAsync(disk["journal.jsonl"], TestContext.Current.CancellationToken)).Lines[^3..]
            .Select(l => (l.Entry, l.Time)).ShouldBe(
            [
                (new JournalEntry.Activated("v0.3.0", "v0.3.0", 200), failedAt),
                (new JournalEntry.Answered("v0.3.0"), failedAt),
                (Stopped, _time.GetUtcNow()),
            ]);
        journal.History.Active.ShouldBe(new ActiveRelease(new Release(ReleaseTag.Parse("v0.3.0"), "v0.3.0"), 200, HasResponded: true));
    }

    [Fact]
    public async Task It_tries_again_by_itself_until_it_can_be_written()
    {
        await using var disk = await SmallDisk.Mount();
        using var journal = Open(disk["journal.jsonl"]);
        using var end = new CancellationTokenSource();
        var recovered = 0;
        var trying = journal.KeepTrying(() => Interlocked.Increment(ref recovered), end.Token);
        var written = FillUp(disk, journal);
        journal.Note(Stopped);

        _time.Advance(TimeSpan.FromSeconds(5));
        journal.Problem.ShouldNotBeNull();
        File.Delete(disk["ballast"]);
        await Eventually.Holds(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(5));
                return Volatile.Read(ref recovered) == 1;
            },
            "the journal can be written again");

        journal.Problem.ShouldBeNull();
        OpenJournal.Read(disk["journal.jsonl"]).ShouldBe([.. Enumerable.Repeat(Due, written), Stopped]);
        _log.Lines.Last().ShouldBe("Warning: The journal is writable again");
        await end.CancelAsync();
        await trying.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Only_so_many_lines_are_kept_and_the_oldest_are_given_up()
    {
        await using var disk = await SmallDisk.Mount(size: "400k");
        using var journal = Open(disk["journal.jsonl"]);
        var written = FillUp(disk, journal);
        for (var i = 0; i < JournalBacklog.Capacity + 3; i++)
            journal.Note(new JournalEntry.Failed($"{i}"));
        File.Delete(disk["ballast"]);

        journal.Record().ShouldBeTrue();

        OpenJournal.Read(disk["journal.jsonl"]).Skip(written)
            .ShouldBe(Enumerable.Range(3, JournalBacklog.Capacity).Select(i => new JournalEntry.Failed($"{i}")));
        _log.Lines.Last().ShouldBe("Warning: 3 lines of the journal are lost: Visor keeps only 1000 while it cannot write the journal");
    }

    private static int FillUp(SmallDisk disk, Journal journal)
    {
        disk.Fill("ballast");
        var written = 0;
        while (journal.Require(Due))
            written++;
        return written;
    }

    private Journal Open(string? path = null) => OpenJournal.At(path ?? Path, _time, _log);
}
