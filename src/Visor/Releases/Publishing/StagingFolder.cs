using Visor.Home;
using Visor.Model;
using Visor.Platform.Files;
using Visor.Processes;
using Visor.Users;

namespace Visor.Releases.Publishing;

/// <summary>
/// Where a release is made ready, <c>.visor/staging/TAG</c>, for one Visor alone: its file <c>lock</c> is locked with flock(2)
/// until this is disposed. What a killed Visor has left of the download is kept, what it has left of the release is not.
/// </summary>
internal sealed class StagingFolder : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private readonly FileLock _lock;

    private StagingFolder(string path, FileLock taken)
    {
        Path = path;
        _lock = taken;
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    /// <summary>The download, whole or in part; a file, or nothing yet.</summary>
    public string Asset => System.IO.Path.Combine(Path, "asset");

    /// <summary>The folder that becomes the release's; it is not there when the staging folder is opened.</summary>
    public string Release => System.IO.Path.Combine(Path, "release");

    /// <exception cref="ReleaseException">Another process stages this release, or the folder cannot be used.</exception>
    public static Task<StagingFolder> Open(VisorHome home, ReleaseTag tag, TimeProvider time, CancellationToken cancellation) =>
        Open(home, tag, home.StagingFolder(tag), time, cancellation);

    /// <summary>One beside it, for a release that an operator brings himself, perhaps because the download takes too long.</summary>
    /// <inheritdoc cref="Open(VisorHome, ReleaseTag, TimeProvider, CancellationToken)"/>
    public static Task<StagingFolder> OpenByHand(VisorHome home, ReleaseTag tag, TimeProvider time, CancellationToken cancellation) =>
        Open(home, tag, $"{home.StagingFolder(tag)},by-hand", time, cancellation); // No tag has a comma.

    private static async Task<StagingFolder> Open(VisorHome home, ReleaseTag tag, string path, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            Make(home.Staging);
            Make(path);
            RefuseLink(LockOf(path));
            var taken = await FileLock.Exclusive(LockOf(path), Timeout, time, cancellation)
                ?? throw new ReleaseException($"another process (`visor run` or `visor stage`) is preparing {tag} in {path} and holds {LockOf(path)}; wait for it (`visor status --home {home.Word}` shows its progress)");
            return Opened(path, taken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException($"Visor cannot use {path} to prepare {tag}: {PlainText.Clause(e)}; {AccessRemedy.For(home, path, e)}");
        }
    }

    /// <summary>Deletes leftovers of staging for releases that are no longer wanted, unless another process is using them.</summary>
    /// <exception cref="IOException">Something cannot be deleted; the message names it.</exception>
    public static void ClearOthers(VisorHome home, ReleaseTag? wanted)
    {
        var staging = new DirectoryInfo(home.Staging);
        if (!staging.Exists || staging.LinkTarget is not null)
            return;
        foreach (var folder in staging.GetDirectories())
        {
            if (folder.LinkTarget is not null || string.Equals(folder.Name, wanted?.Value, StringComparison.Ordinal))
                continue;
            using var taken = FileLock.TryExclusive(LockOf(folder.FullName));
            if (taken is not null)
                FolderRemoval.Remove(folder.FullName);
        }
    }

    /// <summary>Deletes all of it, once the release is published or no longer wanted.</summary>
    /// <exception cref="IOException">Something cannot be deleted; the message names it.</exception>
    public void Clear() => FolderRemoval.Remove(Path);

    public void Dispose() => _lock.Dispose();

    private static StagingFolder Opened(string path, FileLock taken)
    {
        try
        {
            // Whoever held the lock may have cleared the folder, lock and all, before letting go of it.
            if (!IsStillThere(taken, LockOf(path)))
                throw new ReleaseException($"another Visor has just cleared {path}; the next attempt creates it again");
            var folder = new StagingFolder(path, taken);
            RefuseLink(folder.Asset);
            RemoveWhatIsNoFile(path);
            FolderRemoval.Remove(folder.Release);
            return folder;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    private static bool IsStillThere(FileLock taken, string file) =>
        FileFingerprint.Read(file) is { } there
        && FileFingerprint.Read($"/proc/self/fd/{taken.Handle.DangerousGetHandle()}") is { } held
        && (there.Device, there.Inode) == (held.Device, held.Inode);

    private static string LockOf(string folder) => System.IO.Path.Combine(folder, "lock");

    private static void Make(string folder)
    {
        RefuseLink(folder);
        Directory.CreateDirectory(folder);
    }

    // What is no file, or has another name elsewhere, is not what Visor has made: to open it could wait, and to write would change something else.
    private static void RemoveWhatIsNoFile(string folder)
    {
        foreach (var entry in new DirectoryInfo(folder).GetFileSystemInfos().Where(e => !RegularFile.Is(e.FullName)))
            FolderRemoval.Remove(entry.FullName);
    }

    // Visor makes none, and what it deletes or writes through one would lie in somebody else's folder.
    private static void RefuseLink(string path)
    {
        if (new FileInfo(path).LinkTarget is { } target)
            throw new ReleaseException($"{path} is a link to {target}, but Visor prepares releases only in its own folder; delete the link");
    }
}
