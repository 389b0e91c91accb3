using System.Runtime.InteropServices;
using Visor.Chains;
using Visor.Model;
using Visor.Platform;
using Visor.Platform.Files;
using Visor.Releases.Publishing;

namespace Visor.Releases.Downloads;

/// <summary>Gives a release that is whole its place: its folder by one rename; or, where an operator has made that folder, the binary by one, as the last thing.</summary>
internal static class BinaryPlacement
{
    private const int EEXIST = 17;
    private const int ENOSYS = 38;

    /// <param name="release">The folder where it was made: <c>bin/NAME</c> and perhaps <c>lib</c>.</param>
    /// <exception cref="ReleaseException">Something has appeared there meanwhile.</exception>
    /// <exception cref="IOException">The disk has failed.</exception>
    public static void Place(string release, BinaryOrder order)
    {
        FsyncTree.Sync(release);
        if (!Path.Exists(order.Folder))
        {
            ReleasePublisher.Publish(release, order.Folder);
            return;
        }

        foreach (var part in new DirectoryInfo(release).GetDirectories().OrderBy(d => d.Name is "bin"))
            Merge(part, Path.Combine(order.Folder, part.Name));
        DurableFolder.Sync(order.Folder);
    }

    private static void Merge(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var entry in from.GetFileSystemInfos())
        {
            var target = Path.Combine(to, entry.Name);
            if (Native.RenameAt(Native.AT_FDCWD, entry.FullName, Native.AT_FDCWD, target, Native.RENAME_NOREPLACE) == 0)
                continue;
            var errno = Marshal.GetLastPInvokeError();
            if (errno is Native.EINVAL or Native.ENOTSUP or Native.EPERM or ENOSYS && !Path.Exists(target) && Native.Rename(entry.FullName, target) == 0)
                continue;
            // A library of the operator's counts; and so does a binary, of which the caller wants to know.
            if (errno == EEXIST && from.Name is not "bin")
                continue;
            throw errno == EEXIST
                ? new ReleaseException($"{target} has appeared meanwhile, and Visor does not replace it; look whether it is the right binary")
                : new IOException($"{target} cannot be written: {Native.Describe(errno)}", errno);
        }

        DurableFolder.Sync(to);
    }
}
