namespace Visor.Platform.Files;

/// <summary>
/// Tells whether a file is still the one that was looked at, for the price of a statx(2). The time of the last change of the
/// inode is part of it: size and modification time can be set back, that one cannot.
/// </summary>
internal sealed record FileFingerprint(ulong Device, ulong Inode, ulong Length, long ModifiedNanoseconds, long ChangedNanoseconds)
{
    /// <summary>Null: there is no such file, or none that this user can see. A symlink counts as what it leads to.</summary>
    public static FileFingerprint? Of(string path) => FileStatus.Of(path) is { } status
        ? new FileFingerprint(status.Device, status.Inode, status.Length, status.ModifiedNanoseconds, status.ChangedNanoseconds)
        : null;
}
