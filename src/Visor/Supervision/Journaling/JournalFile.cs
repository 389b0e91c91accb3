using System.Collections.Immutable;
using Visor.Home;

namespace Visor.Supervision.Journaling;

/// <summary>The file behind the journal: whole lines, appended, and replaced as a whole by fewer.</summary>
internal sealed class JournalFile : IDisposable
{
    private readonly string _path;
    private JournalHandle _handle;
    private bool _hasTail;
    private bool _folderIsSynced = true;

    private JournalFile(JournalHandle handle, string path, long length, bool hasTail, bool wasThere)
    {
        _handle = handle;
        _path = path;
        _hasTail = hasTail;
        Length = length;
        WasThere = wasThere;
    }

    /// <summary>Whether it existed before it was opened, be it empty: then something has run on this home.</summary>
    public bool WasThere { get; }

    /// <summary>Bytes of whole lines.</summary>
    public long Length { get; private set; }

    /// <summary>Opens the journal, or begins one, and reads it.</summary>
    /// <param name="entries">Oldest first. A last line that was not written whole is not among them.</param>
    /// <exception cref="JournalException">A line before the last is damaged, or a newer Visor wrote it.</exception>
    /// <exception cref="IOException">It cannot be read or opened for writing.</exception>
    public static JournalFile Open(string path, out ImmutableArray<JournalEntry> entries)
    {
        var isNew = !Path.Exists(path);
        var content = isNew ? JournalContent.Empty : JournalContent.Read(SmallFile.Read(path, int.MaxValue));
        entries = [.. content.Entries];
        var handle = JournalHandle.Open(path);
        if (isNew)
            DurableFolder.Sync(Path.GetDirectoryName(path)!);
        return new JournalFile(handle, path, content.Length, hasTail: content.Bytes.Length > content.Length, wasThere: !isNew);
    }

    /// <summary>Appends whole lines; with <paramref name="durable"/> they survive a power failure when this returns.</summary>
    /// <exception cref="IOException">Nothing of it counts; what may have been written is removed, now or by the next append.</exception>
    public void Append(ReadOnlySpan<byte> lines, bool durable)
    {
        if (_hasTail)
            _handle.Cut(Length);
        _hasTail = false;
        if (durable)
            EnsureItIsThere();
        try
        {
            _handle.Write(lines);
            if (durable)
                _handle.Sync();
            if (durable)
                SyncFolder();
        }
        catch (IOException)
        {
            // Whoever was told that it is not written must not meet it after a crash.
            _hasTail = !_handle.TryCut(Length);
            throw;
        }

        Length += lines.Length;
    }

    /// <summary>What stands in it, read from the disk.</summary>
    /// <exception cref="JournalException">It is not what was written.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public JournalContent Read()
    {
        EnsureItIsThere();
        var content = JournalContent.Read(SmallFile.Read(_path, checked((int)Length)));
        return content.Length == Length ? content : throw new JournalException($"line {content.Lines.Length + 1} is damaged");
    }

    /// <summary>Puts another file in its place, atomically and durably, and goes on with that one.</summary>
    /// <exception cref="IOException">It is as it was, or it has been replaced and only the next durable append can tell whether that lasts.</exception>
    /// <exception cref="UnauthorizedAccessException">It is as it was.</exception>
    public void Replace(ReadOnlySpan<byte> content)
    {
        var next = JournalReplacement.Prepare(_path, content);
        try
        {
            EnsureItIsThere();
            next.TakeThePlaceOf(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            next.Dispose();
            File.Delete(JournalReplacement.PathFor(_path));
            throw;
        }

        _handle.Dispose();
        _handle = next;
        _hasTail = false;
        _folderIsSynced = false;
        Length = content.Length;
        SyncFolder();
    }

    public void Dispose() => _handle.Dispose();

    private void EnsureItIsThere()
    {
        if (!_handle.IsThere)
            throw new IOException($"{_path} has been removed or replaced while Visor runs; restart Visor");
    }

    // Until the rename is on the disk, a power failure brings the old file back, without what was appended to the new one.
    private void SyncFolder()
    {
        if (!_folderIsSynced)
            DurableFolder.Sync(Path.GetDirectoryName(_path)!);
        _folderIsSynced = true;
    }
}
