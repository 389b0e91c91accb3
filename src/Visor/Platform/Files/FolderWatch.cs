namespace Visor.Platform.Files;

/// <summary>
/// Tells of entries that appear, change or go in one folder, not in the folders below it. It knows nothing of what they hold:
/// whoever is told looks for himself, since several changes may come as one and one as several.
/// </summary>
internal sealed class FolderWatch : IDisposable
{
    private readonly FileSystemWatcher _watcher;

    /// <param name="changed">
    /// Gets the name of the entry; null: so much happened that nobody knows what. Called on threads of the pool, possibly at once.
    /// </param>
    /// <param name="lost">Called when nothing more will be told, because the folder is gone or the kernel gave up.</param>
    /// <exception cref="IOException">The kernel has no watches left (<c>fs.inotify.max_user_instances</c>), or no thread.</exception>
    /// <exception cref="ArgumentException">There is no such folder.</exception>
    public FolderWatch(string folder, Action<string?> changed, Action<Exception> lost)
    {
        _watcher = new FileSystemWatcher(folder)
        {
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size
                | NotifyFilters.Attributes,
        };
        _watcher.Created += (_, e) => changed(e.Name);
        _watcher.Changed += (_, e) => changed(e.Name);
        _watcher.Deleted += (_, e) => changed(e.Name);
        _watcher.Renamed += (_, e) =>
        {
            changed(e.OldName);
            changed(e.Name);
        };
        _watcher.Error += (_, e) =>
        {
            if (e.GetException() is InternalBufferOverflowException)
                changed(null);
            else
                lost(e.GetException());
        };
        try
        {
            _watcher.EnableRaisingEvents = true;
        }
        catch (OutOfMemoryException e)
        {
            _watcher.Dispose();
            throw new IOException("the system starts no further thread, which a watch needs (ulimit -u, TasksMax=)", e);
        }
        catch
        {
            _watcher.Dispose();
            throw;
        }
    }

    public void Dispose() => _watcher.Dispose();
}
