using Visor.Model;
using Visor.Releases.Unpacking.Content;
using Visor.Releases.Unpacking.Tar;

namespace Visor.Releases.Unpacking;

/// <summary>An archive inside the archive. No setting reaches into it, so that whoever finds one needs another remedy.</summary>
internal static class InnerArchive
{
    /// <summary>Bytes that tell it: of a tar archive its first header.</summary>
    public const int Length = TarHeader.Length;

    /// <param name="start">The first <see cref="Length"/> bytes of a file, or all there are.</param>
    public static bool Is(ReadOnlySpan<byte> start) => start switch
    {
        [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..] => true,
        [0x1F, 0x8B, ..] => true,
        [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..] => true,
        [0x28, 0xB5, 0x2F, 0xFD, ..] => true,
        [(byte)'B', (byte)'Z', (byte)'h', ..] => true,
        [(byte)'7', (byte)'z', 0xBC, 0xAF, ..] => true,
        _ => start.Length == Length && TarHeader.IsTar(start) && !TarHeader.IsEnd(start),
    };

    /// <param name="name">Path of the inner one.</param>
    public static UnpackException Refused(string name) => new(
        UnpackFault.Unsuitable,
        $"its file '{PlainText.Excerpt(name, 100)}' is itself an archive, and Visor unpacks only one level; have it published without the outer one, or extract the inner one " +
        $"and run `{StageHint.Command}` with it");
}
