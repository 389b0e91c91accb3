using Visor.Model;

namespace Visor.Releases.Publishing;

/// <summary>Whether a disk has room, asked before anything is written to it.</summary>
internal static class FreeSpace
{
    /// <param name="folder">It exists; the disk it lies on is meant.</param>
    /// <param name="bytes">How many are needed.</param>
    /// <param name="what">Needs them, such as <c>vega-linux-amd64.zip, downloaded and unpacked,</c>.</param>
    /// <exception cref="ReleaseException">There are fewer, or it cannot be told.</exception>
    public static void Require(string folder, long bytes, string what)
    {
        long free;
        try
        {
            // f_bavail of statfs(2): without the blocks that are reserved for root.
            free = new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException($"cannot tell the free space on the disk of {folder} ({e.Message}); make the folder accessible for this user");
        }

        if (free < bytes)
        {
            throw new ReleaseException(
                $"{what} needs {ByteSize.Format(bytes)} on the disk of {folder}, which has {ByteSize.Format(free)} free for this user; "
                + $"free {ByteSize.Format((double)bytes - free)} more there, for example by deleting old releases");
        }
    }
}
