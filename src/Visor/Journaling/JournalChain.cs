using System.Text;

namespace Visor.Journaling;

/// <summary>
/// Lets each line hold on to the one before: <c>"prev"</c>, the first member behind the checksum and covered by it, is the checksum of the line
/// before, or zeros in the first line. So lines that are missing, doubled or in another order are known as such. A Visor that knows nothing of it reads
/// such a line all the same, and its own lines, which hold on to nothing, are still read.
/// </summary>
internal static class JournalChain
{
    /// <summary>What the first line of a journal holds on to.</summary>
    public const string Beginning = "00000000";

    private const string Name = "\"prev\":\"";

    /// <summary>The same lines, each holding on to the one before it.</summary>
    /// <param name="lines">Whole lines, each with its line feed.</param>
    /// <param name="before">The checksum of the line they follow.</param>
    /// <param name="last">The checksum of the last of them.</param>
    public static byte[] Link(ReadOnlySpan<byte> lines, string before, out string last)
    {
        var chained = new List<byte>(lines.Length);
        last = before;
        while (lines.IndexOf((byte)'\n') is >= 0 and var end)
        {
            var body = JournalLine.BodyOf(lines[..end]);
            if (BeforeIn(body) is not null)
                body = body[(Name.Length + Beginning.Length + 2)..];
            byte[] linked = [.. Encoding.ASCII.GetBytes($"{Name}{last}\","), .. body];
            last = JournalLine.Checksum(linked);
            chained.AddRange(JournalLine.With(last, linked));
            lines = lines[(end + 1)..];
        }

        return [.. chained];
    }

    /// <summary>What a whole line holds on to; null: an earlier Visor wrote it, and it holds on to nothing.</summary>
    public static string? Before(ReadOnlySpan<byte> line) => BeforeIn(JournalLine.BodyOf(line));

    private static string? BeforeIn(ReadOnlySpan<byte> body) =>
        body.Length > Name.Length + Beginning.Length && body.StartsWith(Encoding.ASCII.GetBytes(Name))
            ? Encoding.ASCII.GetString(body.Slice(Name.Length, Beginning.Length))
            : null;
}
