using Visor.Node;
using Visor.Platform.Files;

namespace Visor.Work;

/// <summary>
/// Signals that something was put into a release's folder, as soon as nothing has been put there for a moment: a copy is under way for as long as it changes
/// something. Where the kernel has no watches left, nothing is signalled, and the delay of the next attempt counts.
/// </summary>
internal sealed class ReleaseFolderWatch : IDisposable
{
    /// <summary>What was put there this long before may have been missed by the last look.</summary>
    private static readonly TimeSpan Missed = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1);

    private readonly FolderWatch? _watch;
    private readonly ITimer _settled;

    /// <param name="folder">It need not exist.</param>
    public ReleaseFolderWatch(string folder, HomeChangeSignal changes, TimeProvider time)
    {
        _settled = time.CreateTimer(_ => changes.Signal(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            _watch = new FolderWatch(folder, _ => Touched(), _ => Touched());
            if (time.GetUtcNow().UtcDateTime - Directory.GetLastWriteTimeUtc(folder) < Missed)
                Touched();
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            // There is no such folder, which HOME's own watch tells of; or no watch.
        }
    }

    public void Dispose()
    {
        _watch?.Dispose();
        _settled.Dispose();
    }

    private void Touched() => _settled.Change(Settle, Timeout.InfiniteTimeSpan);
}
