using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Supervision.Journaling;
using Xunit;

namespace Visor.Tests.Supervision.Journaling;

public sealed class JournalTests : IDisposable
{
    private static readonly JournalEntry Due = new JournalEntry.Due("v0.2.0", 100);

    private readonly TemporaryFolder _folder = new();
    private readonly RecordingLog _log = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_journal_that_can_be_written_has_no_problem()
    {
        using var journal = Open(_folder["journal.jsonl"]);

        journal.Record(Due).ShouldBeTrue();
        journal.Note(new JournalEntry.Stopped(true)).ShouldBeTrue();

        journal.Problem.ShouldBeNull();
        _log.Lines.ShouldBeEmpty();
        Read(_folder["journal.jsonl"]).ShouldBe([Due, new JournalEntry.Stopped(true)]);
    }

    [Fact]
    public async Task A_full_disk_is_told_once_leaves_the_journal_as_it_was_and_is_over_when_there_is_room_again()
    {
        await using var disk = await SmallDisk.Mount();
        using var journal = Open(disk["journal.jsonl"]);
        journal.Record(Due).ShouldBeTrue();
        disk.Fill("ballast");
        var written = 1;
        while (journal.Record(Due))
            written++;

        journal.Record(Due).ShouldBeFalse();
        journal.Problem.ShouldBe($"{disk["journal.jsonl"]} cannot be written: No space left on device (28)");
        Read(disk["journal.jsonl"]).Length.ShouldBe(written);

        File.Delete(disk["ballast"]);
        journal.Record(new JournalEntry.Stopped(true)).ShouldBeTrue();
        journal.Problem.ShouldBeNull();
        Read(disk["journal.jsonl"]).ShouldBe([.. Enumerable.Repeat(Due, written), new JournalEntry.Stopped(true)]);
        _log.Lines.Select(l => l.Split(':')[0]).ShouldBe(["Error", "Warning"]);
    }

    private Journal Open(string path) => new(JournalFile.Open(path, out _), JournalHistory.Empty, _time, _log);

    private static JournalEntry[] Read(string path)
    {
        using var file = JournalFile.Open(path, out var entries);
        return [.. entries];
    }
}
