using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Model;
using Visor.Platform.Files;

namespace Visor.Chains.Cosmos.Checks;

/// <summary>What the copy of the data before an upgrade will cost: nothing where the file system shares blocks, else as much room as the data have.</summary>
internal static class BackupCheck
{
    private const string What = "backup";

    public static Finding Check(CosmovisorSettings settings)
    {
        if (settings.SkipBackup)
            return Finding.Ok(What, "none is made (UNSAFE_SKIP_BACKUP=true)");
        var folder = settings.BackupFolder;
        if (!Directory.Exists(folder))
            return Finding.Failure(What, $"{folder} (DAEMON_DATA_BACKUP_DIR) does not exist, so the upgrade would be held at its block", "make that folder, or correct DAEMON_DATA_BACKUP_DIR");
        if (FolderRights.WhyNotWritable(folder) is { } refused)
            return Finding.Failure(What, $"the data cannot be copied before an upgrade, which would be held: {refused}", "give the folder to the node's user, or correct DAEMON_DATA_BACKUP_DIR");
        if (BlockSharing.IsPossible(settings.Data, folder) is true)
            return Finding.Ok(What, $"a copy of the data in {folder} shares its blocks with the data: it takes moments and no room");
        var (size, free) = (SizeOf(settings.Data), new DriveInfo(folder).AvailableFreeSpace);
        var copy = $"a full copy of the data ({ByteSize.Format(size)}) is made in {folder} while the node is down";
        return size > free
            ? Finding.Failure(What, $"{copy}, and the disk has {ByteSize.Format(free)} free: the upgrade would be held at its block", "make room, let DAEMON_DATA_BACKUP_DIR name another disk, or set UNSAFE_SKIP_BACKUP=true; then restart the service")
            : Finding.Ok(What, $"{copy}; the disk has {ByteSize.Format(free)} free. On btrfs, or XFS with reflinks, it would take moments");
    }

    // Of a running node files come and go.
    private static long SizeOf(string folder)
    {
        long size = 0;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            try
            {
                size += file.Length;
            }
            catch (IOException)
            {
                // It has gone meanwhile.
            }
        }

        return size;
    }
}
