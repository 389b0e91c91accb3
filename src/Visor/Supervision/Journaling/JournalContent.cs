using System.Collections.Immutable;

namespace Visor.Supervision.Journaling;

/// <summary>The whole lines of a journal, oldest first.</summary>
/// <param name="Bytes">As they stand in the file; what follows <paramref name="Length"/> was not written whole.</param>
/// <param name="Length">Bytes up to the end of the last whole line.</param>
internal sealed record JournalContent(ReadOnlyMemory<byte> Bytes, ImmutableArray<JournalContent.Line> Lines, int Length)
{
    public static JournalContent Empty { get; } = new(ReadOnlyMemory<byte>.Empty, [], 0);

    /// <param name="Time">When it was written.</param>
    /// <param name="At">Where it stands in the file, its line feed included.</param>
    public readonly record struct Line(DateTimeOffset Time, JournalEntry Entry, Range At);

    public IEnumerable<JournalEntry> Entries => Lines.Select(l => l.Entry);

    /// <exception cref="JournalException">A line before the last is damaged, or a newer Visor wrote it.</exception>
    public static JournalContent Read(ReadOnlyMemory<byte> bytes)
    {
        var content = ReadUntilDamage(bytes, out var problem);
        return problem is null ? content : throw new JournalException(problem);
    }

    /// <summary>For people, whom the part before the damage may help: nothing may be decided by it.</summary>
    /// <param name="problem">What is wrong behind the last line that is returned; null: nothing.</param>
    public static JournalContent ReadUntilDamage(ReadOnlyMemory<byte> bytes, out string? problem)
    {
        var content = bytes.Span;
        var lines = ImmutableArray.CreateBuilder<Line>();
        var start = 0;
        problem = null;
        while (start < content.Length && problem is null)
        {
            var length = content[start..].IndexOf((byte)'\n');
            var end = length < 0 ? content.Length : start + length;
            var line = content[start..end];
            if ((length < 0 ? null : Parse(line, lines.Count + 1, out problem)) is { } entry)
            {
                lines.Add(new Line(entry.At, entry.Entry, start..(end + 1)));
                start = end + 1;
                continue;
            }

            if (problem is null && end >= content.Length - 1 && !JournalLine.HoldsAnother(line))
                break; // It was not written whole.
            problem ??= $"line {lines.Count + 1} is damaged, and lines follow it";
        }

        return new JournalContent(bytes, lines.ToImmutable(), start);
    }

    private static TimedEntry? Parse(ReadOnlySpan<byte> line, int number, out string? problem)
    {
        problem = null;
        try
        {
            return JournalLine.Parse(line);
        }
        catch (JournalException e)
        {
            problem = $"line {number}: {e.Message}";
            return null;
        }
    }
}
