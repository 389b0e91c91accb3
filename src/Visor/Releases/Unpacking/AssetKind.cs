using Microsoft.Win32.SafeHandles;
using Visor.Model;
using Visor.Releases.Unpacking.Content;

namespace Visor.Releases.Unpacking;

internal enum AssetKind
{
    Zip,
    Gzip,
    Program,
}

/// <summary>What an asset is, by its first bytes: the server's content type and the name of the file are only claims.</summary>
internal static class AssetKinds
{
    private const int Shown = 60;

    /// <exception cref="UnpackException">It is nothing that can be unpacked or run.</exception>
    public static AssetKind Detect(SafeFileHandle file)
    {
        Span<byte> buffer = stackalloc byte[Shown];
        ReadOnlySpan<byte> start = buffer[..FileBytes.Read(file, buffer, 0)];
        return start switch
        {
            [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => AssetKind.Zip,
            [0x1F, 0x8B, ..] => AssetKind.Gzip,
            _ when ProgramHeader.IsProgram(start) => AssetKind.Program,
            [] => throw UnpackException.Damaged("it is empty"),
            _ => throw Unsuitable(start),
        };
    }

    /// <param name="start">First bytes of what is neither.</param>
    public static UnpackException Unsuitable(ReadOnlySpan<byte> start) => new(
        UnpackFault.Unsuitable,
        $"it is not a zip archive, a tar.gz archive or a program{Guess(start)}; it begins with '{PlainText.Excerpt(start)}'; {Remedy(start)}");

    // A page was never published as an asset: somebody else has answered in the place of the server.
    private static string Remedy(ReadOnlySpan<byte> start) => IsPage(start)
        ? "read it: it may come from a proxy or a login page, or apiUrl in [autoInstall] is not the API; download a file of your own again"
        : $"choose an asset of one of these kinds {AssetSettings.Chosen}";

    private static bool IsPage(ReadOnlySpan<byte> start) => start.TrimStart(" \t\r\n"u8) is [(byte)'<', ..];

    /// <summary>What it is instead, if that can be told, to follow what it is not; else empty.</summary>
    public static string Guess(ReadOnlySpan<byte> start) => start switch
    {
        [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..] => " but an xz file",
        [0x28, 0xB5, 0x2F, 0xFD, ..] => " but a zstd file",
        [(byte)'B', (byte)'Z', (byte)'h', ..] => " but a bzip2 file",
        [(byte)'7', (byte)'z', 0xBC, 0xAF, ..] => " but a 7z file",
        _ when IsPage(start) => " but a page",
        [(byte)'{' or (byte)'[', ..] => " but JSON",
        _ => "",
    };
}
