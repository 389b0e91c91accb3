using Microsoft.Win32.SafeHandles;

namespace Visor.Processes;

/// <summary>
/// Held by Visor and by every process that it has started for one piece of work. A Visor that is killed leaves those at work, and the next one sees by the lock that they are: it waits
/// for them instead of doing the same beside them.
/// </summary>
/// <param name="path">Absolute path of the lock's file.</param>
internal sealed class WorkLock(string path)
{
    private FileLock? _held;

    /// <summary>To be inherited by what is started; null: the lock is not held.</summary>
    public SafeFileHandle? Handle => _held?.Handle;

    public string Path => path;

    /// <exception cref="IOException">The file cannot be opened or locked.</exception>
    public bool TryTake()
    {
        _held ??= FileLock.TryExclusive(path);
        return _held is not null;
    }

    /// <summary>Also for what still runs in the background: its work is none of this one's.</summary>
    public void Release()
    {
        _held?.Release();
        _held = null;
    }
}
