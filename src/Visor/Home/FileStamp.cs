namespace Visor.Home;

/// <summary>
/// Tells whether a file is still the one that was looked at, for the price of a statx(2). The time of the last change of the
/// inode is part of it: size and modification time can be set back, that one cannot.
/// </summary>
internal sealed record FileStamp(ulong Device, ulong Inode, ulong Length, long ModifiedNanoseconds, long ChangedNanoseconds)
{
    // struct statx is the same on every architecture.
    private const int ResultSize = 256;
    private const int InodeOffset = 32;
    private const int SizeOffset = 40;
    private const int ChangedOffset = 96;
    private const int ModifiedOffset = 112;
    private const int DeviceOffset = 136;

    /// <summary>Null: there is no such file, or none that this user can see. A symlink counts as what it leads to.</summary>
    public static unsafe FileStamp? Of(string path)
    {
        var result = stackalloc byte[ResultSize];
        if (Native.Statx(Native.AT_FDCWD, path, 0, Native.STATX_BASIC_STATS, result) != 0)
            return null;
        var fields = new ReadOnlySpan<byte>(result, ResultSize);
        return new FileStamp(
            BitConverter.ToUInt64(fields[DeviceOffset..]),
            BitConverter.ToUInt64(fields[InodeOffset..]),
            BitConverter.ToUInt64(fields[SizeOffset..]),
            Nanoseconds(fields[ModifiedOffset..]),
            Nanoseconds(fields[ChangedOffset..]));
    }

    // struct statx_timestamp: seconds, then nanoseconds within the second.
    private static long Nanoseconds(ReadOnlySpan<byte> timestamp) =>
        unchecked((BitConverter.ToInt64(timestamp) * 1_000_000_000) + BitConverter.ToUInt32(timestamp[sizeof(long)..]));
}
