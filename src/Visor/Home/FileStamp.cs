namespace Visor.Home;

/// <summary>Tells whether a file is still the one that was looked at, for the price of a stat(2).</summary>
internal sealed record FileStamp(long Length, DateTime ModifiedUtc)
{
    /// <summary>Null: there is no such file. A symlink counts as what it leads to.</summary>
    public static FileStamp? Of(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target)
                file = target;
            return file.Exists ? new FileStamp(file.Length, file.LastWriteTimeUtc) : null;
        }
        catch (IOException)
        {
            return null; // It went while we looked, or its links lead round in a circle.
        }
    }
}
