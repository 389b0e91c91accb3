using Visor.Home;
using Visor.Journaling;
using Visor.Model;
using Visor.Platform.Files;

namespace Visor.Recovery;

/// <summary>The journal of a copied home names the processes of the home it was copied from.</summary>
internal static class CopiedHomeGuard
{
    private const int LockDescriptor = 3;

    /// <param name="living">Processes in the journal that live.</param>
    /// <exception cref="VisorException">One of them holds another home's lock.</exception>
    public static void Refuse(IEnumerable<JournalEntry.Started> living, VisorHome home)
    {
        foreach (var process in living)
        {
            if (OtherLockOf(process.Process.Pid, home.NodeLock) is not { } other)
                continue;
            throw new VisorException(
                ExitCodes.Busy,
                $"the journal of {home.Root} names pid {process.Process.Pid}, which is running and belongs to another home: it holds {other}; this home is a copy of "
                + "that one, and the two must never both run: stop that one for good (`visor stop` there) before you start this one");
        }
    }

    private static string? OtherLockOf(int pid, string nodeLock)
    {
        var link = $"/proc/{pid}/fd/{LockDescriptor}";
        var path = new FileInfo(link).LinkTarget;
        if (!string.Equals(Path.GetFileName(path), Path.GetFileName(nodeLock), StringComparison.Ordinal))
            return null;
        return FileFingerprint.Read(link) is { } held && FileFingerprint.Read(nodeLock) is { } ours && (held.Device, held.Inode) != (ours.Device, ours.Inode) ? path : null;
    }
}
