using System.IO.Hashing;
using System.Text;

namespace Visor.Journaling;

/// <summary>
/// What follows the last line feed of a journal: the beginning of a line that a crash or a power failure has cut short, with zeros behind it where the
/// file system had made room for more; a line that lacks its line feed alone; or damage.
/// </summary>
internal static class JournalTail
{
    private static readonly byte[] Prefix = Encoding.ASCII.GetBytes(JournalLine.Prefix);

    /// <summary>Whether it is the beginning of a line and no more: whoever wrote it was never told that it was written.</summary>
    public static bool IsTorn(ReadOnlySpan<byte> tail)
    {
        var written = tail.TrimEnd((byte)0);
        return IsBeginning(written) && !HoldsWholeLine(written);
    }

    // JSON escapes what is no plain character, and the quotes of a text.
    private static bool IsBeginning(ReadOnlySpan<byte> written)
    {
        var head = written[..Math.Min(written.Length, Prefix.Length)];
        return head.SequenceEqual(Prefix.AsSpan(0, head.Length))
            && written.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0
            && (written.Length < 2 || written[1..].IndexOf(Prefix) < 0);
    }

    // What stands behind a whole line, where its line feed should, has not been cut short.
    private static bool HoldsWholeLine(ReadOnlySpan<byte> written)
    {
        if (written.Length <= JournalLine.BodyStart)
            return false;
        var body = JournalLine.BodyOf(written);
        var crc = new Crc32();
        var expected = Encoding.ASCII.GetString(JournalLine.ChecksumIn(written));
        for (var start = 0; body[start..].IndexOf((byte)'}') is >= 0 and var length; start += length + 1)
        {
            crc.Append(body.Slice(start, length + 1));
            if (string.Equals(JournalLine.Text(crc.GetCurrentHashAsUInt32()), expected, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
