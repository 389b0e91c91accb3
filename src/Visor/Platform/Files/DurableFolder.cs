using System.Runtime.InteropServices;

namespace Visor.Platform.Files;

/// <summary>Makes the entries of a folder (a new file, a rename) survive a power failure: fsync(2) of the folder itself.</summary>
internal static class DurableFolder
{
    /// <returns>False if this file system does not know the operation.</returns>
    /// <exception cref="IOException">The disk has failed.</exception>
    public static bool Sync(string folder)
    {
        using var handle = Native.Open(folder, Native.O_RDONLY | Native.O_CLOEXEC, 0);
        if (!handle.IsInvalid && Native.Fsync(handle) == 0)
            return true;
        var errno = Marshal.GetLastPInvokeError();
        return errno is Native.EINVAL or Native.ENOTSUP
            ? false
            : throw new IOException($"{folder} cannot be written durably: {Native.Describe(errno)}", errno);
    }
}
