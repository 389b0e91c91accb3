using CsCheck;
using Shouldly;
using Visor.Journaling;
using Xunit;

namespace Visor.Tests.Journaling;

/// <summary>Whatever a crash, a disk or a hand does to the file, nothing is read that was not written, and nothing is left out that was.</summary>
[Edge]
public sealed class JournalDamageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_is_cut_anywhere_reads_as_a_prefix_of_what_was_written_and_can_be_continued() =>
        Gen.Select(RandomEntries.Some(0, 12), Gen.Double[0, 1]).Sample(
            (entries, where) =>
            {
                var content = OpenJournal.Chained(entries);
                var kept = (int)(where * content.Length);
                var path = _folder[$"{Guid.NewGuid()}"];
                File.WriteAllBytes(path, content[..kept]);
                using (var file = JournalFile.Open(path, out var read))
                {
                    read.Select(Entries.Text).ShouldBe(entries.Take(read.Length).Select(Entries.Text));
                    OpenJournal.Chained(entries.Take(read.Length + 1)).Length.ShouldBeGreaterThanOrEqualTo(Math.Min(kept, content.Length));
                    file.Append(OpenJournal.Bytes(entries.Skip(read.Length)), durable: false);
                }

                // Where nothing was to be appended, nothing of the last line is missing but its line feed.
                byte[] now = File.ReadAllBytes(path);
                (now is [.., (byte)'\n'] or [] ? now : [.. now, (byte)'\n']).ShouldBe(content);
                File.Delete(path);
            },
            iter: 1000);

    [Fact]
    public void A_file_whose_end_never_reached_the_disk_and_reads_as_zeros_is_one_that_was_cut() =>
        Gen.Select(RandomEntries.Some(1, 6), Gen.Double[0, 1], Gen.Int[1, 5000]).Sample(
            (entries, where, zeros) =>
            {
                var content = OpenJournal.Chained(entries);
                var kept = (int)(where * content.Length);
                if (kept > 0 && content[kept - 1] == '}' && content[kept] == '\n')
                    return; // All of the line is there, and something other than its line feed behind it.
                var read = ParsedJournal.Read((byte[])[.. content[..kept], .. new byte[zeros]]);

                read.Entries.Select(Entries.Text).ShouldBe(ParsedJournal.Read(content.AsMemory(0, kept)).Entries.Select(Entries.Text));
                read.LacksLineFeed.ShouldBeFalse();
            },
            iter: 1000);

    [Fact]
    public void A_byte_that_has_changed_makes_the_file_refused_wherever_it_stands() =>
        Gen.Select(RandomEntries.Some(1, 12), Gen.Double[0, 1], Gen.Byte[1, 255], Gen.Bool).Sample(
            (entries, where, change, chained) =>
            {
                var content = chained ? OpenJournal.Chained(entries) : OpenJournal.Bytes(entries);
                var place = Math.Min((int)(where * content.Length), content.Length - 1);
                content[place] ^= change;

                Should.Throw<JournalException>(() => ParsedJournal.Read(content), $"byte {place} of {content.Length}").Message.ShouldContain("is damaged");
            },
            iter: 3000);

    [Fact]
    public void Lines_that_are_missing_doubled_or_in_another_order_make_the_file_refused() =>
        Gen.Select(RandomEntries.Some(2, 12), Gen.Int[0, 11], Gen.Int[1, 11], Gen.Int[0, 2]).Sample(
            (entries, place, other, kind) =>
            {
                var lines = Lines(OpenJournal.Chained(entries));
                var (at, to) = (place % lines.Count, other % lines.Count);
                var line = lines[at];
                switch (kind)
                {
                    case 0 when at < lines.Count - 1: // Without the last it is an older journal, which the lines alone cannot tell.
                        lines.RemoveAt(at);
                        break;
                    case 1:
                        lines.Insert(at, line);
                        break;
                    case 2 when at != to:
                        (lines[at], lines[to]) = (lines[to], lines[at]);
                        break;
                    default:
                        return;
                }

                Should.Throw<JournalException>(() => ParsedJournal.Read((byte[])[.. lines.SelectMany(l => l)])).Message
                    .ShouldMatch("^line [0-9]+ (does not follow line [0-9]+: lines are missing, duplicated or reordered|is not the journal's first line: lines before it are missing)$");
            },
            iter: 3000);

    [Fact]
    public void A_journal_that_Visors_of_both_kinds_have_written_is_read_and_goes_on()
    {
        JournalEntry[] entries = [.. Enumerable.Range(1, 6).Select(i => new JournalEntry.Failed($"{i}"))];
        var path = _folder["both"];
        File.WriteAllBytes(path, OpenJournal.Bytes(entries[..2]));
        Append(entries[2..4]);
        File.AppendAllBytes(path, OpenJournal.Bytes(entries[4]));
        Append(entries[5]);

        OpenJournal.Read(path).ShouldBe(entries);
        var lines = Lines(File.ReadAllBytes(path));
        lines.RemoveAt(3);
        Should.NotThrow(() => ParsedJournal.Read((byte[])[.. lines.SelectMany(l => l)]), "what follows it was written by a Visor that holds on to nothing");
        lines.RemoveAt(1);
        Should.Throw<JournalException>(() => ParsedJournal.Read((byte[])[.. lines.SelectMany(l => l)])).Message.ShouldStartWith("line 2 does not follow line 1");

        void Append(params JournalEntry[] more)
        {
            using var file = JournalFile.Open(path, out _);
            file.Append(OpenJournal.Bytes(more), durable: true);
        }
    }

    [Fact]
    public void A_line_feed_that_has_changed_does_not_make_two_lines_a_torn_one()
    {
        JournalEntry[] entries = [new JournalEntry.Failed("1"), new JournalEntry.Failed("2"), new JournalEntry.Failed("3")];
        var content = OpenJournal.Bytes(entries);
        content[OpenJournal.Bytes(entries[..2]).Length - 1] ^= 1;

        Should.Throw<JournalException>(() => ParsedJournal.Read(content)).Message.ShouldBe("line 2 is damaged, not cut short");
    }

    private static List<byte[]> Lines(byte[] content)
    {
        List<byte[]> lines = [];
        for (var start = 0; start < content.Length; start += lines[^1].Length)
            lines.Add(content[start..(Array.IndexOf(content, (byte)'\n', start) + 1)]);
        return lines;
    }
}
