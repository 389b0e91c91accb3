namespace Visor.Home;

/// <summary>Tells a file from everything else that can stand where one belongs: a link, a folder, a pipe, another file's second name.</summary>
internal static class PlainFile
{
    // struct statx is the same on every architecture.
    private const int ResultSize = 256;
    private const int LinkCountOffset = 16;
    private const int ModeOffset = 28;
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW

    /// <returns>True: it is a regular file with this name alone.</returns>
    public static bool Is(string path) => Look(path, NoFollow) is (true, 1);

    /// <returns>True: it is a regular file, or a link that leads to one.</returns>
    public static bool IsRegular(string path) => Look(path, flags: 0).IsRegular;

    private static unsafe (bool IsRegular, uint Links) Look(string path, int flags)
    {
        var result = stackalloc byte[ResultSize];
        if (Native.Statx(Native.AT_FDCWD, path, flags, Native.STATX_BASIC_STATS, result) != 0)
            return default;
        var fields = new ReadOnlySpan<byte>(result, ResultSize);
        return ((BitConverter.ToUInt16(fields[ModeOffset..]) & TypeMask) == RegularFile, BitConverter.ToUInt32(fields[LinkCountOffset..]));
    }
}
