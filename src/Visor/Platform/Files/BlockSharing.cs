using Microsoft.Win32.SafeHandles;

namespace Visor.Platform.Files;

/// <summary>Whether a copy can share the blocks of its original (ioctl_ficlone(2)), so that it costs neither time nor room. Tried with two files that never have a name.</summary>
internal static class BlockSharing
{
    private const uint OwnerOnly = 0x180; // 0600
    private const int BlockSize = 4096;

    /// <param name="from">A folder whose files are to be copied.</param>
    /// <param name="to">The folder that gets the copies.</param>
    /// <returns>Null: that cannot be found out here.</returns>
    public static unsafe bool? IsPossible(string from, string to)
    {
        using var source = Unnamed(from);
        using var target = Unnamed(to);
        if (source.IsInvalid || target.IsInvalid)
            return null;
        var block = stackalloc byte[BlockSize];
        new Span<byte>(block, BlockSize).Fill(1);
        return Native.Write(source, block, BlockSize) == BlockSize ? Native.Ioctl(target, Native.FICLONE, source) == 0 : null;
    }

    private static SafeFileHandle Unnamed(string folder) => Native.Open(folder, Native.O_TMPFILE | Native.O_RDWR | Native.O_CLOEXEC, OwnerOnly);
}
