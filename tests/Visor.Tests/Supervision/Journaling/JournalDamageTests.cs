using CsCheck;
using Shouldly;
using Visor.Supervision.Journaling;
using Xunit;

namespace Visor.Tests.Supervision.Journaling;

/// <summary>Whatever a crash or a disk does to the file, nothing is read that was not written, and nothing is left out of its middle.</summary>
public sealed class JournalDamageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_is_cut_anywhere_reads_as_a_prefix_of_what_was_written_and_can_be_continued() =>
        Gen.Select(RandomEntries.Some(0, 12), Gen.Double[0, 1]).Sample(
            (entries, where) =>
            {
                var content = OpenJournal.Bytes(entries);
                var kept = (int)(where * content.Length);
                var path = _folder[$"{Guid.NewGuid()}"];
                File.WriteAllBytes(path, content[..kept]);
                using (var file = JournalFile.Open(path, out var read))
                {
                    read.Select(Entries.Text).ShouldBe(entries.Take(read.Length).Select(Entries.Text));
                    OpenJournal.Bytes(entries.Take(read.Length + 1)).Length.ShouldBeGreaterThanOrEqualTo(Math.Min(kept, content.Length));
                    file.Append(OpenJournal.Bytes(entries.Skip(read.Length)), durable: false);
                }

                File.ReadAllBytes(path).ShouldBe(content);
                File.Delete(path);
            },
            iter: 1000);

    [Fact]
    public void A_byte_that_has_changed_makes_the_file_refused_or_costs_its_last_line() =>
        Gen.Select(RandomEntries.Some(1, 12), Gen.Double[0, 1], Gen.Byte[1, 255]).Sample(
            (entries, where, change) =>
            {
                var content = OpenJournal.Bytes(entries);
                content[Math.Min((int)(where * content.Length), content.Length - 1)] ^= change;
                Refuses(content, entries);
            },
            iter: 3000);

    [Fact]
    public void A_line_feed_that_has_changed_does_not_make_two_lines_a_torn_one()
    {
        JournalEntry[] entries = [new JournalEntry.Failed("1"), new JournalEntry.Failed("2"), new JournalEntry.Failed("3")];
        var content = OpenJournal.Bytes(entries);
        content[OpenJournal.Bytes(entries[..2]).Length - 1] ^= 1;

        Should.Throw<JournalException>(() => JournalContent.Read(content)).Message.ShouldBe("line 2 is damaged, and lines follow it");
    }

    private static void Refuses(byte[] damaged, JournalEntry[] entries)
    {
        try
        {
            JournalContent.Read(damaged).Entries.Select(Entries.Text).ShouldBe(entries[..^1].Select(Entries.Text));
        }
        catch (JournalException e)
        {
            e.Message.ShouldContain("is damaged, and lines follow it");
        }
    }
}
