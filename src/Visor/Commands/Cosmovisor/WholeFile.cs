using System.Runtime.InteropServices;
using Visor.Platform;
using Visor.Platform.Files;

namespace Visor.Commands.Cosmovisor;

/// <summary>A small file that appears whole, with a mode of its own, and perhaps only where there is none.</summary>
internal static class WholeFile
{
    private const int EEXIST = 17;

    /// <param name="replaces">False: one that is there already stays, even if it appears in the last moment.</param>
    /// <param name="prepared">Is given the path of the file right before it appears under its name; the inode stays the same.</param>
    /// <returns>False: there is one.</returns>
    /// <exception cref="IOException">It cannot be written; nothing has changed.</exception>
    public static bool Write(string path, ReadOnlySpan<byte> content, UnixFileMode mode, bool replaces, Action<string>? prepared = null)
    {
        var temporary = $"{path}.visor-new";
        File.Delete(temporary); // Left behind by a command that was killed.
        try
        {
            using (var file = Native.Open(temporary, Native.O_WRONLY | Native.O_CREAT | Native.O_EXCL | Native.O_NOFOLLOW | Native.O_CLOEXEC, (uint)mode))
                Check(!file.IsInvalid && FullWrite.To(file, content) && Native.Fchmod(file, (uint)mode) == 0 && Native.Fsync(file) == 0, temporary);
            prepared?.Invoke(temporary);
            if (replaces)
            {
                Check(Native.Rename(temporary, path) == 0, path);
            }
            else if (Native.Link(temporary, path) != 0)
            {
                var errno = Marshal.GetLastPInvokeError();
                File.Delete(temporary);
                return errno == EEXIST ? false : throw Problem(path, errno);
            }

            if (!replaces)
                File.Delete(temporary);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        DurableFolder.Sync(Path.GetDirectoryName(path)!);
        return true;
    }

    private static void Check(bool succeeded, string path)
    {
        if (!succeeded)
            throw Problem(path, Marshal.GetLastPInvokeError());
    }

    private static IOException Problem(string path, int errno) => new($"{path} cannot be written: {Native.Describe(errno)}", errno);
}
