using System.Text;
using Visor.Releases.Unpacking.Content;

namespace Visor.Releases.Unpacking.Tar;

/// <summary>The block in front of every entry of a tar archive (POSIX.1-2017 pax, "ustar Interchange Format"; GNU tar manual).</summary>
/// <param name="Type">The type flag; <c>'\0'</c> is <c>'0'</c>.</param>
/// <param name="Size">Bytes of content that follow.</param>
internal sealed record TarHeader(string Name, int Mode, long Size, char Type, string LinkName)
{
    public const int Length = 512;

    private const int ChecksumOffset = 148;
    private const int ChecksumLength = 8;

    /// <summary>Whether a block is a header, which its checksum tells, or the end of an archive without entries.</summary>
    public static bool IsTar(ReadOnlySpan<byte> block) => block.Length == Length && (IsEnd(block) || HasValidChecksum(block));

    public static bool IsEnd(ReadOnlySpan<byte> block) => !block.ContainsAnyExcept((byte)0);

    /// <exception cref="UnpackException">It is no header.</exception>
    public static TarHeader Parse(ReadOnlySpan<byte> block)
    {
        if (!HasValidChecksum(block))
            throw UnpackException.Damaged("one of its headers has a wrong checksum");
        var name = Text(block[..100]);
        // GNU's own format has other fields where POSIX has the beginning of a long path.
        var prefix = block[257..263].SequenceEqual("ustar\0"u8) ? Text(block[345..500]) : "";
        var type = (char)block[156];
        return new TarHeader(
            prefix.Length == 0 ? name : $"{prefix}/{name}",
            (int)(TarNumber.Parse(block[100..108]) & 0xFFFF),
            TarNumber.Parse(block[124..136]),
            type == '\0' ? '0' : type,
            Text(block[157..257]));
    }

    /// <summary>Up to the first NUL.</summary>
    public static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    private static bool HasValidChecksum(ReadOnlySpan<byte> block)
    {
        // The field itself counts as blanks.
        var sum = ChecksumLength * ' ';
        for (var i = 0; i < Length; i++)
            sum += i is >= ChecksumOffset and < ChecksumOffset + ChecksumLength ? 0 : block[i];
        return TarNumber.TryParse(block.Slice(ChecksumOffset, ChecksumLength), out var expected) && expected == sum;
    }
}
