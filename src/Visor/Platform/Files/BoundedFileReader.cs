using System.Runtime.InteropServices;

namespace Visor.Platform.Files;

/// <summary>Reads a file that an operator may have replaced by anything, a pipe nobody writes to included, without waiting.</summary>
internal static class BoundedFileReader
{
    private const int EACCES = 13;
    private const int EISDIR = 21;

    /// <returns>At most <paramref name="limit"/> bytes.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it, or it is a folder.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <param name="followLinks">False: a symlink there is not read, but an <see cref="IOException"/>.</param>
    public static unsafe byte[] Read(string path, int limit, bool followLinks = true)
    {
        using var handle = Native.Open(path, Native.O_RDONLY | Native.O_NONBLOCK | Native.O_CLOEXEC | (followLinks ? 0 : Native.O_NOFOLLOW), 0);
        if (handle.IsInvalid)
            throw Problem(path, Marshal.GetLastPInvokeError());

        var content = new byte[Math.Min(limit, 8 * 1024)];
        var length = 0;
        while (true)
        {
            if (length == content.Length)
            {
                if (length == limit)
                    return content;
                Array.Resize(ref content, (int)Math.Min((long)content.Length * 2, limit));
            }

            nint count;
            fixed (byte* start = content)
                count = Native.Read(handle, start + length, content.Length - length);
            if (count < 0 && Marshal.GetLastPInvokeError() is var errno && errno != Native.EINTR)
                throw Problem(path, errno);
            if (count == 0)
                return content[..length];
            length += (int)Math.Max(0, count);
        }
    }

    private static Exception Problem(string path, int errno) => errno switch
    {
        Native.ENOENT => new FileNotFoundException($"{path} does not exist", path),
        EACCES or EISDIR => new UnauthorizedAccessException($"{path}: {Native.Describe(errno)}"),
        Native.EAGAIN => new IOException("it is a pipe, not a file"),
        _ => new IOException($"{path}: {Native.Describe(errno)}", errno),
    };
}
