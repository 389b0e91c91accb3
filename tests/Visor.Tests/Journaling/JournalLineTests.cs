using System.IO.Hashing;
using System.Text;
using Shouldly;
using Visor.Journaling;
using Xunit;

namespace Visor.Tests.Journaling;

[Pure]
public sealed class JournalLineTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 17, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_entry_is_one_line_and_reads_as_it_was_written()
    {
        foreach (var entry in Entries.OfEveryType)
        {
            var line = JournalLine.Format(entry, At);

            Array.IndexOf(line, (byte)'\n').ShouldBe(line.Length - 1);
            Entries.Text(JournalLine.Parse(line.AsSpan(..^1)).ShouldNotBeNull().Entry).ShouldBe(Entries.Text(entry));
        }
    }

    [Fact]
    public void Every_type_of_entry_has_a_sample() =>
        typeof(JournalEntry).GetNestedTypes().Select(t => t.Name).ShouldBe(Entries.OfEveryType.Select(e => e.GetType().Name).Distinct(StringComparer.Ordinal), ignoreOrder: true);

    [Fact]
    public Task The_lines_look_as_the_golden_file_says() =>
        GoldenFile.ShouldMatch(
            Encoding.UTF8.GetString(JournalChain.Link([.. Entries.OfEveryType.SelectMany(e => JournalLine.Format(e, At))], JournalChain.Beginning, out _)), "journal.jsonl");

    [Fact]
    public void Any_byte_that_changes_makes_the_line_damaged()
    {
        var line = JournalLine.Format(Entries.OfEveryType[0], At)[..^1];
        for (var i = 0; i < line.Length; i++)
        {
            var damaged = (byte[])line.Clone();
            damaged[i] ^= 1;
            JournalLine.Parse(damaged).ShouldBeNull($"byte {i}");
        }
    }

    [Fact]
    public void What_a_newer_Visor_wrote_is_refused_with_what_to_do() =>
        Should.Throw<JournalException>(() => Parse("\"v\":2,\"at\":\"2026-11-22T17:00:00+00:00\",\"entry\":{\"type\":\"split\"}}"))
            .Message.ShouldBe("a newer Visor wrote it (format 2, this one knows 1); run that Visor, or a newer one");

    [Fact]
    public void A_kind_of_entry_that_only_a_newer_Visor_knows_is_refused_by_its_name_with_what_to_do() =>
        Should.Throw<JournalException>(() => Parse("\"v\":1,\"at\":\"2026-11-22T17:00:00+00:00\",\"entry\":{\"type\":\"unheard\",\"tag\":1}}"))
            .Message.ShouldBe(
                "a newer Visor wrote it (its checksum is right, but this Visor does not know its content: the entry type \"unheard\"); "
                + "run that Visor, or a newer one");

    [Theory]
    [InlineData("\"v\":1,\"at\":\"2026-11-22T17:00:00+00:00\",\"entry\":{\"type\":\"intent\",\"role\":\"no name\"}}")]
    [InlineData("\"v\":1,\"at\":\"2026-11-22T17:00:00+00:00\",\"entry\":{\"type\":\"ended\",\"pid\":5}}")]
    [InlineData("\"v\":1,\"at\":\"never\",\"entry\":{\"type\":\"stopped\",\"asked\":true}}")]
    [InlineData("\"v\":1,\"at\":\"2026-11-22T17:00:00+00:00\",\"entry\":{}}")]
    [InlineData("\"v\":1,\"at\":\"2026-11-22T17:00:00+00:00\"}")]
    [InlineData("nonsense")]
    [InlineData("null}")]
    public void A_whole_line_that_is_not_understood_is_no_damage_but_refused(string body) =>
        Should.Throw<JournalException>(() => Parse(body)).Message.ShouldContain("its checksum is right, but this Visor does not know its content");

    private static TimedEntry? Parse(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return JournalLine.Parse([.. Encoding.UTF8.GetBytes($"{{\"crc\":\"{Crc32.HashToUInt32(bytes):x8}\","), .. bytes]);
    }
}
