using System.Collections.Immutable;

namespace Visor.Supervision.Journaling;

/// <summary>The whole lines of a journal, oldest first.</summary>
/// <param name="Bytes">As they stand in the file; what follows <paramref name="Length"/> was not written whole.</param>
/// <param name="Length">Bytes up to the end of the last whole line.</param>
internal sealed record JournalContent(ReadOnlyMemory<byte> Bytes, ImmutableArray<JournalContent.Line> Lines, int Length)
{
    public static JournalContent Empty { get; } = new(ReadOnlyMemory<byte>.Empty, [], 0);

    /// <param name="At">Where it stands in the file, its line feed included.</param>
    public readonly record struct Line(JournalEntry Entry, Range At);

    public IEnumerable<JournalEntry> Entries => Lines.Select(l => l.Entry);

    /// <exception cref="JournalException">A line before the last is damaged, or a newer Visor wrote it.</exception>
    public static JournalContent Read(ReadOnlyMemory<byte> bytes)
    {
        var content = bytes.Span;
        var lines = ImmutableArray.CreateBuilder<Line>();
        var start = 0;
        while (start < content.Length)
        {
            var length = content[start..].IndexOf((byte)'\n');
            var end = length < 0 ? content.Length : start + length;
            var line = content[start..end];
            var entry = length < 0 ? null : Parse(line, lines.Count + 1);
            if (entry is null)
            {
                return end >= content.Length - 1 && !JournalLine.HoldsAnother(line)
                    ? new JournalContent(bytes, lines.ToImmutable(), start)
                    : throw new JournalException($"line {lines.Count + 1} is damaged, and lines follow it");
            }

            lines.Add(new Line(entry, start..(end + 1)));
            start = end + 1;
        }

        return new JournalContent(bytes, lines.ToImmutable(), start);
    }

    private static JournalEntry? Parse(ReadOnlySpan<byte> line, int number)
    {
        try
        {
            return JournalLine.Parse(line);
        }
        catch (JournalException e)
        {
            throw new JournalException($"line {number}: {e.Message}");
        }
    }
}
