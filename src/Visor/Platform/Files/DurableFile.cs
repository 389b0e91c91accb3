using System.Runtime.InteropServices;

namespace Visor.Platform.Files;

/// <summary>A small file that is replaced as a whole and survives a power failure.</summary>
internal static class DurableFile
{
    private const uint ReadableByAll = 0b_110_100_100;

    /// <summary>Replaces the file atomically: a reader sees the old content or <paramref name="content"/>, also after a power failure.</summary>
    /// <returns>False if the file system cannot sync a folder: the change may be lost in a power failure.</returns>
    /// <exception cref="IOException">The file cannot be written (the old content stays), or the disk has failed.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write there; the old content stays.</exception>
    public static bool Replace(string path, ReadOnlySpan<byte> content)
    {
        var temporary = path + ".new";
        File.Delete(temporary); // Left behind by a Visor that died; whatever is put there meanwhile is not written through.
        using (var file = Native.Open(temporary, Native.O_WRONLY | Native.O_CREAT | Native.O_EXCL | Native.O_NOFOLLOW | Native.O_CLOEXEC, ReadableByAll))
        {
            Check(!file.IsInvalid, temporary);
            Check(FullWrite.To(file, content), temporary);
            Check(Native.Fsync(file) == 0, temporary);
        }

        Check(Native.Rename(temporary, path) == 0, path);
        return DurableFolder.Sync(Path.GetDirectoryName(path)!);
    }

    private static void Check(bool succeeded, string path)
    {
        if (succeeded)
            return;
        var errno = Marshal.GetLastPInvokeError();
        throw new IOException($"{path} cannot be written: {Native.Describe(errno)}", errno);
    }
}
