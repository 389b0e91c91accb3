using System.Runtime.InteropServices;
using Visor.Model;
using Visor.Platform;
using Visor.Platform.Files;

namespace Visor.Releases.Publishing;

/// <summary>Gives a release that is whole its place in the home, by one rename that replaces nothing.</summary>
internal static class ReleasePublisher
{
    private const int EEXIST = 17;
    private const int EXDEV = 18;
    private const int ENOTDIR = 20;
    private const int ENOSYS = 38;
    private const int ENOTEMPTY = 39;

    /// <param name="from">The folder where it was made, on the disk already (<see cref="FsyncTree"/>).</param>
    /// <param name="to">Its folder, on the same file system; there is nothing yet.</param>
    /// <returns>False if this file system cannot sync a folder, so that durability rests on it alone.</returns>
    /// <exception cref="ReleaseException">Something is there, or it cannot be moved; it lies where it lay.</exception>
    /// <exception cref="IOException">It has been moved, and the disk could not be told to keep that.</exception>
    public static bool Publish(string from, string to) => Publish(from, to, Native.RENAME_NOREPLACE);

    /// <param name="flags">Of renameat2(2); a test has one that no file system knows.</param>
    internal static bool Publish(string from, string to, uint flags)
    {
        var errno = ErrorOf(Native.RenameAt(Native.AT_FDCWD, from, Native.AT_FDCWD, to, flags));
        if (errno is Native.EINVAL or ENOSYS or Native.ENOTSUP or Native.EPERM)
            errno = RenameWithoutFlag(from, to);
        if (errno != 0)
            throw new ReleaseException(Problem(from, to, errno));

        // Both, whatever the first of them says.
        var synced = DurableFolder.Sync(Path.GetDirectoryName(to)!);
        return DurableFolder.Sync(Path.GetDirectoryName(from)!) && synced;
    }

    // Some network and FUSE file systems do not know the flag, and old filters of system calls not the call (EPERM). rename(2) of a folder replaces nothing either but an empty
    // folder: over a file or a link it fails with ENOTDIR, over a folder with anything in it with ENOTEMPTY. So the worst
    // that can happen here is that an empty folder made since the look is replaced. To make the folder first, and so be
    // certain, would leave an empty one behind if Visor were killed in between, and that would count as the operator's.
    private static int RenameWithoutFlag(string from, string to) =>
        Path.Exists(to) || new FileInfo(to).LinkTarget is not null ? EEXIST : ErrorOf(Native.Rename(from, to));

    private static int ErrorOf(int result) => result == 0 ? 0 : Marshal.GetLastPInvokeError();

    private static string Problem(string from, string to, int errno) => errno switch
    {
        EEXIST or ENOTEMPTY or ENOTDIR => $"{to} has appeared meanwhile; Visor leaves it alone and checks it at the next attempt: complete it or move it away",
        EXDEV => $"{to} is on another file system than {from}, so Visor cannot move it there in one step; put both on one file system",
        _ => $"{from} cannot be renamed to {to}: {Native.Describe(errno)}; make {Path.GetDirectoryName(to)} writable for this user",
    };
}
