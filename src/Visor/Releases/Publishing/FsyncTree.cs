using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Visor.Platform;
using Visor.Platform.Files;

namespace Visor.Releases.Publishing;

/// <summary>Makes a folder with all that is in it survive a power failure: fsync(2) of every file, then of every folder.</summary>
internal static class FsyncTree
{
    private const int EACCES = 13;

    /// <summary>Links are entries of their folder; where they lead is not touched.</summary>
    /// <returns>False if this file system cannot sync a folder, so that durability rests on it alone.</returns>
    /// <exception cref="IOException">The disk has failed, or a file cannot be opened; the message names it.</exception>
    public static bool Sync(string folder)
    {
        var synced = true;
        foreach (var entry in Entries(folder))
        {
            if (entry.LinkTarget is not null)
                continue;
            if (entry is DirectoryInfo)
                synced &= Sync(entry.FullName);
            else
                SyncFile(entry.FullName);
        }

        return DurableFolder.Sync(folder) && synced;
    }

    private static FileSystemInfo[] Entries(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).GetFileSystemInfos();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{folder} cannot be written durably: {e.Message}", e);
        }
    }

    private static void SyncFile(string file)
    {
        // Without waiting for a pipe's other end; and any way of opening it will do.
        const int flags = Native.O_NONBLOCK | Native.O_CLOEXEC;
        using var readable = Native.Open(file, flags | Native.O_RDONLY, 0);
        if (readable.IsInvalid && Marshal.GetLastPInvokeError() == EACCES)
        {
            using var writable = Native.Open(file, flags | Native.O_WRONLY, 0);
            Sync(file, writable);
        }
        else
        {
            Sync(file, readable);
        }
    }

    private static void Sync(string file, SafeFileHandle handle)
    {
        if (handle.IsInvalid || Native.Fsync(handle) != 0)
            throw new IOException($"{file} cannot be written durably: {Native.Describe(Marshal.GetLastPInvokeError())}");
    }
}
