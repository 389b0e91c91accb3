namespace Visor.Releases;

/// <summary>Work on a folder that is cancelled as soon as that folder appears from elsewhere.</summary>
internal static class FolderAppearance
{
    /// <summary>Poll interval. The folder may be anywhere, so there is no watch on it; a stat(2) per second costs nothing.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    /// <param name="folder">Absolute; the work itself must not make it.</param>
    /// <returns>False: the folder is there, and the work was given up.</returns>
    public static async Task<bool> Do(string folder, Func<CancellationToken, Task> work, TimeProvider time, CancellationToken cancellation)
    {
        using var given = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var working = work(given.Token);
        while (!working.IsCompleted)
        {
            await Task.WhenAny(working, Task.Delay(PollInterval, time, CancellationToken.None));
            if (!Path.Exists(folder))
                continue;
            await given.CancelAsync();
            await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
            return false;
        }

        await working;
        return true;
    }
}
