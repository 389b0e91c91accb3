using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Journaling;
using Xunit;

namespace Visor.Tests.Journaling;

/// <summary>A journal that has grown past its limit and cannot be compacted.</summary>
[Edge]
public sealed class JournalUpkeepFailureTests : IDisposable
{
    private const int Limit = 64 * 1024;

    private static readonly JournalEntry Due = new JournalEntry.Due("v0.2.0", 100);
    private static readonly JournalEntry Opened = new JournalEntry.Opened("1.0.0", 811);

    private readonly TemporaryFolder _folder = new();
    private readonly RecordingLog _log = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _folder.Dispose();

    private string Path => _folder["journal.jsonl"];

    [Fact]
    public void A_compaction_that_fails_is_told_once_and_the_old_file_goes_on()
    {
        Directory.CreateDirectory(Path + ".new/in the way");
        using var journal = Open();

        for (var i = 0; i < 5000; i++)
            journal.Note(Opened).ShouldBeTrue();

        OpenJournal.Read(Path).Length.ShouldBe(5000);
        journal.Problem.ShouldBeNull();
        _log.Lines.ShouldHaveSingleItem().ShouldStartWith("Warning: Cannot compact the journal, so it keeps growing: ");
    }

    [Fact]
    public async Task A_compaction_that_fills_the_disk_leaves_the_room_to_the_journal()
    {
        await using var disk = await SmallDisk.Mount(size: "96k");
        using var journal = OpenJournal.At(disk["journal.jsonl"], _time, _log, Limit);
        var lines = 0;
        while (_log.Lines.Count == 0)
        {
            journal.Note(Due).ShouldBeTrue();
            lines++;
        }

        _log.Lines.ShouldHaveSingleItem().ShouldEndWith("journal.jsonl.new cannot be written: No space left on device (28)");
        File.Exists(disk["journal.jsonl.new"]).ShouldBeFalse();
        journal.Record(Opened).ShouldBeTrue();
        OpenJournal.Read(disk["journal.jsonl"]).Length.ShouldBe(lines + 1);
    }

    [Fact]
    public void A_journal_that_an_operator_has_replaced_is_not_compacted_away()
    {
        using var journal = Open();
        journal.Note(Opened).ShouldBeTrue();
        File.WriteAllBytes(Path + ".mine", OpenJournal.Bytes(Due));
        File.Move(Path + ".mine", Path, overwrite: true);

        while (_log.Lines.Count == 0)
            journal.Note(Opened).ShouldBeTrue();

        OpenJournal.Read(Path).ShouldBe([Due]);
    }

    private Journal Open() => OpenJournal.At(Path, _time, _log, Limit);
}
