using Shouldly;
using Visor.Journaling;
using Xunit;

namespace Visor.Tests.Journaling;

[Edge]
public sealed class JournalFileTests : IDisposable
{
    private static readonly JournalEntry[] Three = [new JournalEntry.Opened("1.0.0", 1), new JournalEntry.Due("v0.2.0", 100), new JournalEntry.Stopped(true)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Path => _folder["journal.jsonl"];

    [Fact]
    public void What_was_appended_is_read_again_in_its_order()
    {
        Append(Three[0], Three[1]);
        Append(Three[2]);

        Read().ShouldBe(Three);
    }

    [Fact]
    public void A_journal_begins_empty() => Read().ShouldBeEmpty();

    [Fact]
    public void A_last_line_that_is_torn_at_any_byte_is_dropped_and_the_next_append_mends_the_file()
    {
        Append(Three);
        var whole = File.ReadAllBytes(Path);
        var start = OpenJournal.Chained(Three[..2]).Length;
        for (var kept = start; kept < whole.Length - 1; kept++)
        {
            foreach (var zeros in (int[])[0, 1, 600])
            {
                File.WriteAllBytes(Path, [.. whole[..kept], .. new byte[zeros]]);
                Read().ShouldBe(Three[..2], $"{kept} bytes, {zeros} zeros");

                Append(Three[2]);
                File.ReadAllBytes(Path).ShouldBe(whole, $"{kept} bytes, {zeros} zeros");
            }
        }
    }

    [Fact]
    public void A_last_line_that_lacks_its_line_feed_alone_is_whole_and_gets_it_with_the_next_line()
    {
        Append(Three[..2]);
        File.WriteAllBytes(Path, File.ReadAllBytes(Path)[..^1]);

        Read().ShouldBe(Three[..2]);
        Append(Three[2]);

        File.ReadAllBytes(Path).ShouldBe(OpenJournal.Chained(Three));
    }

    [Fact]
    public void A_last_line_with_a_broken_middle_is_refused_because_it_was_written_whole()
    {
        Append(Three);
        var content = File.ReadAllBytes(Path);
        content.AsSpan(content.Length - 40, 20).Clear();
        File.WriteAllBytes(Path, content);

        Should.Throw<JournalException>(() => Read()).Message.ShouldBe("line 3 is damaged, not cut short");
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("\n")]
    [InlineData("{\"crc\":\"0bad\u00ff")]
    [InlineData("{\"crc\":\"0bad\0\0more")]
    public void What_stands_behind_the_last_line_and_is_no_beginning_of_one_is_damage(string tail)
    {
        Append(Three);
        File.AppendAllText(Path, tail);

        Should.Throw<JournalException>(() => Read()).Message.ShouldBe("line 4 is damaged, not cut short");
    }

    [Fact]
    public void A_damaged_line_before_the_last_is_named()
    {
        Append(Three);
        var content = File.ReadAllBytes(Path);
        content[OpenJournal.Chained(Three[0]).Length + 30] ^= 1;
        File.WriteAllBytes(Path, content);

        Should.Throw<JournalException>(() => Read()).Message.ShouldBe("line 2 is damaged, and lines follow it");
    }

    [Fact]
    public void A_line_that_is_not_understood_is_named()
    {
        Append(Three);
        var text = File.ReadAllText(Path);
        File.WriteAllText(Path, text + NewerLine());

        Should.Throw<JournalException>(() => Read()).Message.ShouldBe("line 4: a newer Visor wrote it (format 2, this one knows 1); run that Visor, or a newer one");
    }

    [Fact]
    public void A_file_that_cannot_be_opened_names_its_path()
    {
        using var file = JournalFile.Open(_folder["no/journal.jsonl"], out _);

        Should.Throw<IOException>(() => file.Append("line\n"u8, durable: true)).Message.ShouldContain("no/journal.jsonl cannot be opened");
    }

    private static string NewerLine()
    {
        var body = "\"v\":2}"u8;
        return $"{{\"crc\":\"{System.IO.Hashing.Crc32.HashToUInt32(body):x8}\",\"v\":2}}\n";
    }

    private static byte[] Line(JournalEntry entry) => JournalLine.Format(entry, DateTimeOffset.UnixEpoch);

    private void Append(params JournalEntry[] entries)
    {
        using var file = JournalFile.Open(Path, out _);
        file.Append([.. entries.SelectMany(Line)], durable: true);
    }

    private JournalEntry[] Read()
    {
        using var file = JournalFile.Open(Path, out var entries);
        return [.. entries];
    }
}
