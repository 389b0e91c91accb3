using System.Collections.Immutable;
using Visor.Platform.Files;

namespace Visor.Journaling;

/// <summary>The file behind the journal: whole lines, appended, and replaced as a whole by fewer.</summary>
internal sealed class JournalFile : IDisposable
{
    private readonly string _path;
    private AppendOnlyFile? _handle;
    private readonly ulong? _folder;
    private bool _hasTail;
    private bool _lacksLineFeed;
    private bool _folderIsSynced = true;
    private string _last;

    // The last bytes, which no sync that succeeded has covered yet; and whether one has failed, after which the kernel may have dropped
    // them without ever saying so again (fsync(2)): only what is written anew is kept by the next one.
    private byte[] _unsynced;
    private bool _mayBeLost;

    private JournalFile(AppendOnlyFile? handle, string path, ParsedJournal content, bool wasThere)
    {
        _handle = handle;
        _path = path;
        _folder = FileFingerprint.Read(Path.GetDirectoryName(path)!)?.Inode;
        _hasTail = content.Bytes.Length > content.Length;
        _lacksLineFeed = content.LacksLineFeed;
        _last = content.Last;
        Length = LengthOnDisk(content);
        _unsynced = content.Bytes[..(int)Length].ToArray(); // Whoever wrote them may have been killed before he synced.
        WasThere = wasThere;
    }

    /// <summary>Whether it existed before it was opened, be it empty: then something has run on this home.</summary>
    public bool WasThere { get; }

    /// <summary>Bytes of whole lines.</summary>
    public long Length { get; private set; }

    /// <summary>Opens the journal and reads it. Where there is none, the first line begins one.</summary>
    /// <param name="entries">Oldest first. A last line that was not written whole is not among them.</param>
    /// <exception cref="JournalException">A line is damaged, does not follow the one before it, or a newer Visor wrote it.</exception>
    /// <exception cref="IOException">It cannot be read or opened for writing.</exception>
    public static JournalFile Open(string path, out ImmutableArray<JournalEntry> entries)
    {
        var isNew = !Path.Exists(path);
        var content = isNew ? ParsedJournal.Empty : ParsedJournal.Read(BoundedFileReader.Read(path, int.MaxValue));
        entries = [.. content.Entries];
        var handle = isNew ? null : AppendOnlyFile.Open(path);
        return new JournalFile(handle, path, content, wasThere: !isNew);
    }

    /// <summary>
    /// Appends whole lines, each holding on to the one before it; with <paramref name="durable"/> they survive a power failure when this returns.
    /// </summary>
    /// <exception cref="IOException">Nothing of it counts; what may have been written is removed, now or by the next append.</exception>
    public void Append(ReadOnlySpan<byte> lines, bool durable)
    {
        var handle = _handle ?? Begin();
        if (_hasTail)
            handle.Cut(Length);
        _hasTail = false;
        var chained = JournalChain.Link(lines, _last, out var last);
        if (_lacksLineFeed && chained.Length > 0)
            chained = [(byte)'\n', .. chained];
        try
        {
            if (_mayBeLost)
                handle.WriteAgain(_unsynced, Length - _unsynced.Length);
            handle.Write(chained);
            if (durable)
                handle.Sync();
            if (durable)
                SyncFolder();
        }
        catch (IOException)
        {
            // Whoever was told that it is not written must not meet it after a crash.
            _hasTail = !handle.TryCut(Length);
            _mayBeLost = true;
            throw;
        }

        Length += chained.Length;
        _unsynced = durable ? [] : [.. _unsynced, .. chained];
        _mayBeLost &= !durable;
        _lacksLineFeed &= chained.Length == 0;
        _last = last;
    }

    /// <summary>Whether the path no longer leads to this file: something other than Visor removed or replaced the journal.</summary>
    public bool IsDisplaced => _handle is { PathStillMatches: false };

    /// <summary>Restores the journal as this Visor has written it, if it was removed or replaced.</summary>
    /// <returns>True if the journal had to be restored.</returns>
    /// <exception cref="IOException">The journal cannot be restored: its folder is gone too.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write in the folder of the journal.</exception>
    public bool RestoreIfDisplaced()
    {
        if (!IsDisplaced)
            return false;

        // With the folder its locks are gone as well, and with them what keeps a second Visor away.
        if (FileFingerprint.Read(Path.GetDirectoryName(_path)!)?.Inode != _folder)
            throw new IOException("its folder is gone too; stop the node (`visor stop` where the folder is now), then put the folder back");
        // Whatever stands there now is not what happened, but it is somebody's.
        if (File.Exists(_path))
            File.Copy(_path, _path + ".aside", overwrite: true);
        SwitchTo(JournalReplacement.Prepare(_path, BoundedFileReader.Read(_handle!.PathOfItself, checked((int)Length))), Length);
        return true;
    }

    /// <summary>Reads the content of the journal from the disk.</summary>
    /// <exception cref="JournalException">It is not what was written.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read the journal.</exception>
    public ParsedJournal Read()
    {
        EnsureItIsThere();
        var content = ParsedJournal.Read(BoundedFileReader.Read(_path, checked((int)Length)));
        return LengthOnDisk(content) == Length ? content : throw new JournalException($"line {content.Lines.Length + 1} is damaged");
    }

    /// <summary>Puts another file in its place, atomically and durably, and goes on with that one.</summary>
    /// <param name="content">Whole lines, each of which will hold on to the one before it.</param>
    /// <exception cref="IOException">It is as it was, or it has been replaced and only the next durable append can tell whether that lasts.</exception>
    /// <exception cref="UnauthorizedAccessException">It is as it was.</exception>
    public void Replace(ReadOnlySpan<byte> content)
    {
        EnsureItIsThere();
        var chained = JournalChain.Link(content, JournalChain.Beginning, out var last);
        SwitchTo(JournalReplacement.Prepare(_path, chained), chained.Length, () => (_last, _lacksLineFeed) = (last, false));
    }

    public void Dispose() => _handle?.Dispose();

    private static long LengthOnDisk(ParsedJournal content) => content.LacksLineFeed ? content.Length - 1 : content.Length;

    private void SwitchTo(AppendOnlyFile next, long length, Action? taken = null)
    {
        try
        {
            next.RenameOver(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            next.Dispose();
            File.Delete(JournalReplacement.PathFor(_path));
            throw;
        }

        _handle?.Dispose();
        _handle = next;
        _hasTail = false;
        _unsynced = [];
        _mayBeLost = false;
        _folderIsSynced = false;
        Length = length;
        taken?.Invoke();
        SyncFolder();
    }

    private AppendOnlyFile Begin()
    {
        _folderIsSynced = false;
        return _handle = AppendOnlyFile.Open(_path);
    }

    private void EnsureItIsThere()
    {
        if (IsDisplaced)
            throw new IOException($"{_path} was removed or replaced");
    }

    // Until the rename is on the disk, a power failure brings the old file back, without what was appended to the new one.
    private void SyncFolder()
    {
        if (!_folderIsSynced)
            DurableFolder.Sync(Path.GetDirectoryName(_path)!);
        _folderIsSynced = true;
    }
}
