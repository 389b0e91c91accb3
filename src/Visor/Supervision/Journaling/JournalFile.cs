using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Visor.Home;

namespace Visor.Supervision.Journaling;

/// <summary>The file behind the journal: whole lines, appended and synced by libc, because .NET hides a failed fsync.</summary>
internal sealed class JournalFile : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly string _path;
    private long _length;
    private bool _tail;

    private readonly ulong? _inode;

    private JournalFile(SafeFileHandle handle, string path, long length, bool tail, bool wasThere)
    {
        _inode = FileStamp.Of(path)?.Inode;
        WasThere = wasThere;
        _handle = handle;
        _path = path;
        _length = length;
        _tail = tail;
    }

    /// <summary>Whether it existed before it was opened, be it empty: then something has run on this home.</summary>
    public bool WasThere { get; }

    /// <summary>Opens the journal, or begins one, and reads it.</summary>
    /// <param name="entries">Oldest first. A last line that was not written whole is not among them.</param>
    /// <exception cref="JournalException">A line before the last is damaged, or a newer Visor wrote it.</exception>
    /// <exception cref="IOException">It cannot be read or opened for writing.</exception>
    public static JournalFile Open(string path, out ImmutableArray<JournalEntry> entries)
    {
        var isNew = !Path.Exists(path);
        var content = isNew ? [] : SmallFile.Read(path, int.MaxValue);
        (entries, var length) = Read(content);
        const int flags = Native.O_WRONLY | Native.O_CREAT | Native.O_APPEND | Native.O_NONBLOCK | Native.O_CLOEXEC;
        var handle = Native.Open(path, flags, 0b110_100_000);
        if (handle.IsInvalid)
            throw Marshal.GetLastPInvokeError() == Native.ENXIO ? new IOException("it is a pipe, not a file") : Failed(path, "opened");
        if (isNew)
            DurableFolder.Sync(Path.GetDirectoryName(path)!);
        return new JournalFile(handle, path, length, tail: content.Length > length, wasThere: !isNew);
    }

    /// <summary>Appends whole lines; with <paramref name="durable"/> they survive a power failure when this returns.</summary>
    /// <exception cref="IOException">Nothing of it counts; the next append begins by removing what may have been written.</exception>
    public void Append(ReadOnlySpan<byte> lines, bool durable)
    {
        if (_tail && Native.Ftruncate(_handle, _length) != 0)
            throw Failed(_path, "mended");
        if (durable && FileStamp.Of(_path)?.Inode != _inode)
            throw new IOException($"{_path} has been removed or replaced while Visor runs; restart Visor");
        _tail = true;
        WriteAll(lines);
        if (durable && Native.Fsync(_handle) != 0)
            throw Failed(_path, "synced");
        _tail = false;
        _length += lines.Length;
    }

    public void Dispose() => _handle.Dispose();

    private unsafe void WriteAll(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            for (nint written = 0; written < bytes.Length;)
            {
                var count = Native.Write(_handle, start + written, bytes.Length - written);
                if (count < 0 && Marshal.GetLastPInvokeError() != Native.EINTR)
                    throw Failed(_path, "written");
                written += Math.Max(0, count);
            }
        }
    }

    private static (ImmutableArray<JournalEntry> Entries, long Length) Read(byte[] content)
    {
        var entries = ImmutableArray.CreateBuilder<JournalEntry>();
        var start = 0;
        for (var number = 1; start < content.Length; number++)
        {
            var end = Array.IndexOf(content, (byte)'\n', start);
            var entry = end < 0 ? null : Parse(content.AsSpan(start, end - start), number);
            if (entry is null)
            {
                var isLast = end < 0 || end == content.Length - 1;
                return isLast
                    ? (entries.ToImmutable(), start)
                    : throw new JournalException($"line {number} is damaged, and lines follow it");
            }

            entries.Add(entry);
            start = end + 1;
        }

        return (entries.ToImmutable(), start);
    }

    private static JournalEntry? Parse(ReadOnlySpan<byte> line, int number)
    {
        try
        {
            return JournalLine.Parse(line);
        }
        catch (JournalException e)
        {
            throw new JournalException($"line {number}: {e.Message}");
        }
    }

    private static IOException Failed(string path, string what) =>
        new($"{path} cannot be {what}: {Native.Describe(Marshal.GetLastPInvokeError())}");
}
