using System.Collections.Immutable;
using System.Text;

namespace Visor.Journaling;

/// <summary>The whole lines of a journal, oldest first.</summary>
/// <param name="Bytes">As they stand in the file; what follows <paramref name="Length"/> was not written whole.</param>
/// <param name="Length">Bytes up to the end of the last whole line.</param>
internal sealed record ParsedJournal(ReadOnlyMemory<byte> Bytes, ImmutableArray<ParsedJournal.Line> Lines, int Length)
{
    /// <summary>Whether the last line is whole but for its line feed, which <see cref="Bytes"/> has all the same.</summary>
    public bool LacksLineFeed { get; init; }

    /// <summary>The checksum of the last line: what the next one holds on to.</summary>
    public string Last { get; init; } = JournalChain.Beginning;

    public static ParsedJournal Empty { get; } = new(ReadOnlyMemory<byte>.Empty, [], 0);

    /// <param name="Time">When it was written.</param>
    /// <param name="At">Where it stands in the file, its line feed included.</param>
    public readonly record struct Line(DateTimeOffset Time, JournalEntry Entry, Range At);

    public IEnumerable<JournalEntry> Entries => Lines.Select(l => l.Entry);

    /// <exception cref="JournalException">A line is damaged, does not follow the one before it, or a newer Visor wrote it.</exception>
    public static ParsedJournal Read(ReadOnlyMemory<byte> bytes)
    {
        var content = ReadUntilDamage(bytes, out var problem);
        return problem is null ? content : throw new JournalException(problem);
    }

    /// <summary>For display only: the readable part before the damage may help an operator. Never decide anything by it.</summary>
    /// <param name="problem">What is wrong behind the last line that is returned; null: nothing.</param>
    public static ParsedJournal ReadUntilDamage(ReadOnlyMemory<byte> bytes, out string? problem)
    {
        var content = bytes.Span;
        var lines = ImmutableArray.CreateBuilder<Line>();
        var (start, last, lacksLineFeed) = (0, JournalChain.Beginning, false);
        problem = null;
        while (start < content.Length && problem is null)
        {
            var length = content[start..].IndexOf((byte)'\n');
            var end = length < 0 ? content.Length : start + length;
            var line = content[start..end];
            if (Parse(line, lines.Count + 1, out problem) is { } entry)
            {
                problem = WhyNotNext(line, last, lines.Count + 1);
                if (problem is not null)
                    break;
                lines.Add(new Line(entry.At, entry.Entry, start..(end + 1)));
                (start, last, lacksLineFeed) = (end + 1, Encoding.ASCII.GetString(JournalLine.ChecksumIn(line)), length < 0);
                continue;
            }

            if (problem is null && length < 0 && JournalTail.IsTorn(line))
                break; // It was not written whole.
            problem ??= $"line {lines.Count + 1} is damaged{(end >= content.Length - 1 ? ", not cut short" : ", and lines follow it")}";
        }

        var whole = lacksLineFeed ? (byte[])[.. content, (byte)'\n'] : bytes;
        return new ParsedJournal(whole, lines.ToImmutable(), start) { LacksLineFeed = lacksLineFeed, Last = last };
    }

    private static string? WhyNotNext(ReadOnlySpan<byte> line, string last, int number)
    {
        if (JournalChain.Before(line) is not { } before || string.Equals(before, last, StringComparison.Ordinal))
            return null;
        var place = number == 1 ? "is not the journal's first line: lines before it are missing" : $"does not follow line {number - 1}: lines are missing, duplicated or reordered";
        return $"line {number} {place}";
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
