using System.Text;

namespace Visor.Releases.Fetching;

/// <summary>The text of a list of digests, in whatever encoding the tool that made it writes: PowerShell's is UTF-16.</summary>
internal static class ChecksumText
{
    public static string Of(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, .. var text] => Encoding.Unicode.GetString(text),
        [0xFE, 0xFF, .. var text] => Encoding.BigEndianUnicode.GetString(text),
        [0xEF, 0xBB, 0xBF, .. var text] => Encoding.UTF8.GetString(text),
        // Without a mark, what is ASCII in two bytes has every second one zero.
        [not 0, 0, ..] => Encoding.Unicode.GetString(bytes),
        [0, not 0, ..] => Encoding.BigEndianUnicode.GetString(bytes),
        _ => Encoding.UTF8.GetString(bytes),
    };
}
