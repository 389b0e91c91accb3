using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Visor.Platform;
using Visor.Platform.Files;

namespace Visor.Journaling;

/// <summary>An open file that is only appended to, written and synced by libc, because .NET hides a failed fsync.</summary>
internal sealed class AppendOnlyFile : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly ulong? _inode;
    private string _path;

    private AppendOnlyFile(SafeFileHandle file, string path)
    {
        _file = file;
        _path = path;
        _inode = FileFingerprint.Read(path)?.Inode;
    }

    /// <summary>Whether its path still leads to it.</summary>
    public bool PathStillMatches => FileFingerprint.Read(_path)?.Inode == _inode;

    /// <summary>A path that leads to this file wherever it is, also if its name is gone.</summary>
    public string PathOfItself => $"/proc/self/fd/{_file.DangerousGetHandle()}";

    /// <summary>Opens the file, or makes an empty one.</summary>
    /// <exception cref="IOException">It cannot be opened for writing.</exception>
    public static AppendOnlyFile Open(string path)
    {
        const int flags = Native.O_WRONLY | Native.O_CREAT | Native.O_APPEND | Native.O_NONBLOCK | Native.O_CLOEXEC;
        var file = Native.Open(path, flags, 0b110_100_000);
        if (!file.IsInvalid)
            return new AppendOnlyFile(file, path);
        throw Marshal.GetLastPInvokeError() == Native.ENXIO ? new IOException("it is a pipe, not a file") : Failed(path, "opened");
    }

    /// <exception cref="IOException">A part of it may have been written.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (!FullWrite.To(_file, bytes))
            throw Failed(_path, "written");
    }

    /// <summary>Writes once more what stands there.</summary>
    /// <exception cref="IOException">It stands there as before, or only a part of it is written.</exception>
    public void WriteAgain(ReadOnlySpan<byte> bytes, long at)
    {
        // Where a file is opened to append, pwrite(2) appends as well.
        using var file = Native.Open(PathOfItself, Native.O_WRONLY | Native.O_CLOEXEC, 0);
        if (file.IsInvalid)
            throw Failed(_path, "repaired");
        RandomAccess.Write(file, bytes, at);
    }

    /// <exception cref="IOException">What has been written since the last sync may be on the disk or not.</exception>
    public void Sync()
    {
        if (Native.Fsync(_file) != 0)
            throw Failed(_path, "synced");
    }

    public bool TryCut(long length) => Native.Ftruncate(_file, length) == 0;

    /// <exception cref="IOException">It is as long as it was.</exception>
    public void Cut(long length)
    {
        if (!TryCut(length))
            throw Failed(_path, "repaired");
    }

    /// <summary>Gives it the name of another file and with it that file's permissions; the other one is gone.</summary>
    /// <exception cref="IOException">Both are where they were.</exception>
    public void RenameOver(string path)
    {
        if (File.Exists(path))
            File.SetUnixFileMode(_file, File.GetUnixFileMode(path));
        if (Native.Rename(_path, path) != 0)
            throw Failed(path, "replaced");
        _path = path;
    }

    public void Dispose() => _file.Dispose();

    private static IOException Failed(string path, string what)
    {
        var errno = Marshal.GetLastPInvokeError();
        return new IOException($"{path} cannot be {what}: {Native.Describe(errno)}", errno);
    }
}
