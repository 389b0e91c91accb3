using Visor.Model;

namespace Visor.Platform;

/// <summary>
/// Troubles of the machine that pass without anybody: whoever meets one tries again, and never ends with a code that a service manager
/// takes for final (errno(3); what each call means by them stands in its own manual page).
/// </summary>
internal static class PassingTrouble
{
    private const int EBUSY = 16;
    private const int ENOLCK = 37;
    private const int ENOTCONN = 107;
    private const int ETIMEDOUT = 110;
    private const int EHOSTDOWN = 112;
    private const int ESTALE = 116;
    private const int EREMOTEIO = 121;

    public static bool Is(int errno) => errno is Native.EINTR or Native.EIO or Native.ENOMEM or EBUSY or Native.ENFILE or Native.EMFILE or ENOLCK or ENOTCONN or ETIMEDOUT or EHOSTDOWN
        or ESTALE or EREMOTEIO or Native.EAGAIN or Native.ETXTBSY;

    /// <param name="problem">.NET keeps the errno of a failed call in the result code of its exception, and so does Visor.</param>
    public static bool Is(IOException problem) => Is(problem.HResult);

    /// <summary>The exit code of a Visor that cannot begin for this: one that is started again, or one that waits for a person.</summary>
    public static int ExitCodeOf(Exception problem) => problem is IOException io && Is(io) ? ExitCodes.Failed : ExitCodes.Configuration;

    /// <summary>
    /// Whether what should be at <paramref name="path"/> may lie on a disk that is not mounted yet: the place where it would be, or the nearest
    /// folder above it that is there, is empty, as a mount point is.
    /// </summary>
    public static bool MayBeUnmounted(string path)
    {
        var folder = Path.GetFullPath(path);
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } parent)
            folder = parent;
        try
        {
            return !Directory.EnumerateFileSystemEntries(folder).Any();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
