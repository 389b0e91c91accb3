using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Visor.Platform.Files;

/// <summary>
/// A file as the kernel names it where it tells of locks, <c>08:01:1234</c>: device and inode (proc_locks(5)). A path is not enough: it leads
/// elsewhere through a bind mount or a second name, and on some file systems stat(2) tells another device.
/// </summary>
internal static class KernelName
{
    /// <returns>Null: there is no such file, or this user may not open it.</returns>
    public static string? Read(string file)
    {
        // Not by File.Open, which would take a flock of its own.
        using var handle = Native.Open(file, Native.O_RDONLY | Native.O_CLOEXEC | Native.O_NONBLOCK, 0);
        return handle.IsInvalid ? null : Read(handle);
    }

    private static string? Read(SafeFileHandle file)
    {
        var number = file.DangerousGetHandle().ToString(CultureInfo.InvariantCulture);
        var told = File.ReadAllLines($"/proc/self/fdinfo/{number}");
        var inode = Value(told, "ino:") ?? Visor.Platform.Files.FileFingerprint.Read($"/proc/self/fd/{number}")?.Inode.ToString(CultureInfo.InvariantCulture);
        return Value(told, "mnt_id:") is { } mount && inode is not null && DeviceOf(mount) is { } device ? $"{device}:{inode}" : null;
    }

    private static string? Value(string[] lines, string name) =>
        lines.FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?[name.Length..].Trim();

    // proc_pid_mountinfo(5): the mount's id, its parent's, and the device in decimal digits.
    private static string? DeviceOf(string mount)
    {
        foreach (var line in File.ReadLines("/proc/self/mountinfo"))
        {
            if (line.Split(' ', 4) is [var id, _, var device, ..] && string.Equals(id, mount, StringComparison.Ordinal)
                && device.Split(':') is [var major, var minor])
                return $"{Hexadecimal(major)}:{Hexadecimal(minor)}";
        }

        return null;
    }

    private static string Hexadecimal(string digits) => uint.Parse(digits, CultureInfo.InvariantCulture).ToString("x2", CultureInfo.InvariantCulture);
}
