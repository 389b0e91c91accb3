using Visor.Model;
using Visor.Processes;
using Visor.Releases.Publishing;

namespace Visor.Releases.Downloads;

/// <summary>
/// A folder beside the one of a release, where it is made ready: on the same file system, hidden, one process's at a time. What an earlier attempt has
/// left is deleted first, and all of it in the end.
/// </summary>
internal sealed class DownloadFolder : IDisposable
{
    private const int MaxNameChars = 200;

    private readonly string _path;
    private readonly FileLock _lock;

    private DownloadFolder(string path, FileLock taken)
    {
        _path = path;
        _lock = taken;
        FolderRemoval.Remove(Content);
        FolderRemoval.Remove(Release);
        Directory.CreateDirectory(Content);
        Directory.CreateDirectory(Release);
    }

    /// <summary>The file that comes from the server.</summary>
    public string Asset => Path.Combine(_path, "download");

    /// <summary>Where it is unpacked.</summary>
    public string Content => Path.Combine(_path, "content");

    /// <summary>The release as it will be.</summary>
    public string Release => Path.Combine(_path, "release");

    /// <param name="folder">Of the release, absolute.</param>
    /// <exception cref="ReleaseException">Another process makes the same release ready.</exception>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static DownloadFolder Open(string folder)
    {
        var name = Path.GetFileName(folder);
        var path = Path.Combine(Path.GetDirectoryName(folder)!, $".visor-download-{name[..Math.Min(name.Length, MaxNameChars)]}");
        Directory.CreateDirectory(path);
        if (new DirectoryInfo(path).LinkTarget is not null)
            throw new ReleaseException($"{path} is a link, but Visor prepares a release only in a folder of its own; delete the link");
        var taken = FileLock.TryExclusive(Path.Combine(path, "lock"))
            ?? throw new ReleaseException($"another process is just downloading to {folder}; wait for it, then look at {folder}") { Passes = true };
        try
        {
            return new DownloadFolder(path, taken);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        try
        {
            FolderRemoval.Remove(_path);
        }
        catch (IOException)
        {
            // The next attempt deletes it.
        }
        finally
        {
            _lock.Dispose();
        }
    }
}
