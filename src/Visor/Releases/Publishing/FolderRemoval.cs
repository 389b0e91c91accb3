namespace Visor.Releases.Publishing;

/// <summary>Deletes a folder with all that is in it: links themselves and not where they lead, and read-only folders too.</summary>
internal static class FolderRemoval
{
    private const UnixFileMode OwnerAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <param name="folder">A folder, a link to one, or nothing.</param>
    /// <exception cref="IOException">Something in it cannot be deleted; the message names it.</exception>
    public static void Remove(string folder)
    {
        var target = new DirectoryInfo(folder);
        if (target.LinkTarget is not null || !target.Exists)
        {
            File.Delete(folder);
            return;
        }

        try
        {
            Remove(target);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{folder} cannot be deleted: {e.Message}", e);
        }
    }

    private static void Remove(DirectoryInfo folder)
    {
        // An archive may hold folders that their owner may not write to.
        if ((folder.UnixFileMode & OwnerAll) != OwnerAll)
            folder.UnixFileMode |= OwnerAll;
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo inner && inner.LinkTarget is null)
                Remove(inner);
            else
                File.Delete(entry.FullName);
        }

        folder.Delete();
    }
}
