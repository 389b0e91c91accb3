using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Visor.Platform.Files;

/// <summary>What statx(2) tells of a file.</summary>
/// <param name="Mode">Type and permissions, inode(7).</param>
/// <param name="Links">How many names it has.</param>
/// <param name="User">The number of its owner.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileStatus(
    ushort Mode, uint Links, uint User, ulong Device, ulong Inode, ulong Length, long ModifiedNanoseconds, long ChangedNanoseconds)
{
    // struct statx is the same on every architecture.
    private const int ResultSize = 256;
    private const int LinksOffset = 16;
    private const int UserOffset = 20;
    private const int ModeOffset = 28;
    private const int InodeOffset = 32;
    private const int SizeOffset = 40;
    private const int ChangedOffset = 96;
    private const int ModifiedOffset = 112;
    private const int DeviceOffset = 136;

    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int SocketFile = 0xC000;

    public bool IsRegular => (Mode & TypeMask) == RegularFile;

    public bool IsSocket => (Mode & TypeMask) == SocketFile;

    /// <summary>The permissions with the set-id bits and the sticky bit.</summary>
    public uint Permissions => Mode & ~(uint)TypeMask;

    /// <summary>Whether both are the same file (device and inode), whatever their paths.</summary>
    public bool IsSameFileAs(FileStatus other) => (Device, Inode) == (other.Device, other.Inode);

    /// <param name="followLinks">False: a symlink is told of itself.</param>
    /// <returns>Null: there is no such file, or none that this user can see.</returns>
    public static unsafe FileStatus? Read(string path, bool followLinks = true)
    {
        var result = stackalloc byte[ResultSize];
        if (Native.Statx(Native.AT_FDCWD, path, followLinks ? 0 : Native.AT_SYMLINK_NOFOLLOW, Native.STATX_BASIC_STATS, result) != 0)
            return null;
        var fields = new ReadOnlySpan<byte>(result, ResultSize);
        return new FileStatus(
            BitConverter.ToUInt16(fields[ModeOffset..]),
            BitConverter.ToUInt32(fields[LinksOffset..]),
            BitConverter.ToUInt32(fields[UserOffset..]),
            BitConverter.ToUInt64(fields[DeviceOffset..]),
            BitConverter.ToUInt64(fields[InodeOffset..]),
            BitConverter.ToUInt64(fields[SizeOffset..]),
            Nanoseconds(fields[ModifiedOffset..]),
            Nanoseconds(fields[ChangedOffset..]));
    }

    /// <summary>Of an open file, wherever its name is by now.</summary>
    public static FileStatus? Read(SafeFileHandle file) => Read(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{file.DangerousGetHandle()}"));

    // struct statx_timestamp: seconds, then nanoseconds within the second.
    private static long Nanoseconds(ReadOnlySpan<byte> timestamp) =>
        unchecked((BitConverter.ToInt64(timestamp) * 1_000_000_000) + BitConverter.ToUInt32(timestamp[sizeof(long)..]));
}

/// <summary>
/// Tells whether a file is still the one that was looked at, for the price of a statx(2). The time of the last change of the
/// inode is part of it: size and modification time can be set back, that one cannot.
/// </summary>
internal sealed record FileFingerprint(ulong Device, ulong Inode, ulong Length, long ModifiedNanoseconds, long ChangedNanoseconds)
{
    /// <summary>Null: there is no such file, or none that this user can see. A symlink counts as what it leads to.</summary>
    public static FileFingerprint? Read(string path) => FileStatus.Read(path) is { } status
        ? new FileFingerprint(status.Device, status.Inode, status.Length, status.ModifiedNanoseconds, status.ChangedNanoseconds)
        : null;
}

/// <summary>Tells a file from everything else that can stand where one belongs: a link, a folder, a pipe, another file's second name.</summary>
internal static class RegularFile
{
    /// <returns>True: it is a regular file with this name alone.</returns>
    public static bool Is(string path) => FileStatus.Read(path, followLinks: false) is { IsRegular: true, Links: 1 };

    /// <returns>True: it is a regular file, or a link that leads to one.</returns>
    public static bool IsRegular(string path) => FileStatus.Read(path) is { IsRegular: true };
}
