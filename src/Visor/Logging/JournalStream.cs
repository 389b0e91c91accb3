namespace Visor.Logging;

/// <summary>
/// Whether systemd has connected standard error to its journal: <c>JOURNAL_STREAM</c> (systemd.exec(5)) holds the device and
/// inode it did that for, and a redirection since then leads elsewhere.
/// </summary>
internal static class JournalStream
{
    public static bool IsStandardError()
    {
        var inode = Environment.GetEnvironmentVariable("JOURNAL_STREAM")?.Split(':') is [_, var last] ? last : null;
        return inode is not null
            && string.Equals(new FileInfo("/proc/self/fd/2").LinkTarget, $"socket:[{inode}]", StringComparison.Ordinal);
    }
}
