using System.Runtime.InteropServices;
using Visor.Model;
using Visor.Platform;

namespace Visor.Releases.Unpacking.Content;

/// <summary>
/// The folder that is unpacked into. Every entry is entered in <see cref="ArchiveTree"/> first, so that a path is made of real
/// folders made here, and only then made on the disk; modes are set apart from creation, whatever the umask.
/// </summary>
internal sealed class ExtractionRoot(string folder, ArchiveTree tree)
{
    public ArchiveTree Tree => tree;

    public string PathOf(EntryPath path) => Path.Combine(folder, path.ToString());

    public void AddFolder(string name, EntryPath path, int mode)
    {
        MakeFolders(tree.Add(name, path, EntryKind.Folder, out _));
        if (path.Segments.Count == 0)
            return; // The target folder itself is the caller's.
        Directory.CreateDirectory(PathOf(path));
        File.SetUnixFileMode(PathOf(path), EntryMode.Folder(mode));
    }

    /// <param name="write">Writes the content; if that fails, nothing of the file stays. Of a file that is there already it must be the same.</param>
    public void AddFile(string name, EntryPath path, int mode, Action<Stream> write)
    {
        MakeFolders(tree.Add(name, path, EntryKind.File, out var isThere));
        var file = PathOf(path);
        if (isThere)
        {
            AddAgain(name, file, mode, write);
            return;
        }

        using var stream = new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        try
        {
            write(stream);
        }
        catch
        {
            File.Delete(file);
            throw;
        }

        File.SetUnixFileMode(stream.SafeFileHandle, EntryMode.File(mode));
    }

    /// <summary>Moves a program that is there already, on the same file system, into the folder.</summary>
    public void Take(string file, EntryPath path)
    {
        MakeFolders(tree.Add(path.ToString(), path, EntryKind.File, out _));
        File.SetUnixFileMode(file, EntryMode.File(EntryMode.Usual));
        if (Native.Rename(file, PathOf(path)) != 0)
            throw NotMade(path);
    }

    public void AddLink(string name, EntryPath path, string target)
    {
        if (LinkTarget.Problem(path, target) is { } problem)
            throw UnpackException.RefusedEntry(name, problem);
        MakeFolders(tree.Add(name, path, EntryKind.Link, out var isThere));
        if (isThere)
        {
            if (!string.Equals(new FileInfo(PathOf(path)).LinkTarget, target, StringComparison.Ordinal))
                throw Twice(name);
            return;
        }

        if (Native.Symlink(target, PathOf(path)) != 0)
            throw NotMade(path);
    }

    /// <param name="target">Path in the archive of a file that has been unpacked.</param>
    public void AddHardLink(string name, EntryPath path, string target)
    {
        if (!EntryPath.TryParse(target, out var file, out _) || tree.Find(file) is not EntryKind.File)
        {
            throw UnpackException.RefusedEntry(
                name, $"is a hard link to '{PlainText.Excerpt(target, 100)}', which is not an earlier file of the archive");
        }

        MakeFolders(tree.Add(name, path, EntryKind.File, out var isThere));
        if (isThere)
        {
            if (!string.Equals(file.ToString(), path.ToString(), StringComparison.Ordinal))
                AddAgain(name, PathOf(path), (int)File.GetUnixFileMode(PathOf(file)), to => Copy(PathOf(file), to));
            return;
        }

        if (Native.Link(PathOf(file), PathOf(path)) != 0)
            throw NotMade(path);
    }

    // unzip and tar take the last of two. Where both are the same nobody has to choose.
    private static void AddAgain(string name, string file, int mode, Action<Stream> write)
    {
        using var first = File.OpenRead(file);
        using var same = new SameContent(first);
        write(same);
        if (!same.IsWhole)
            throw Twice(name);
        File.SetUnixFileMode(first.SafeFileHandle, EntryMode.File(mode));
    }

    private static void Copy(string file, Stream to)
    {
        using var from = File.OpenRead(file);
        from.CopyTo(to);
    }

    private static UnpackException Twice(string name) => UnpackException.RefusedEntry(name, "occurs twice with different content");

    private void MakeFolders(IReadOnlyList<EntryPath> folders)
    {
        foreach (var path in folders)
        {
            Directory.CreateDirectory(PathOf(path));
            File.SetUnixFileMode(PathOf(path), EntryMode.Folder(EntryMode.Usual));
        }
    }

    private static IOException NotMade(EntryPath path) =>
        new($"cannot create '{PlainText.Excerpt(path.ToString(), 100)}': {Native.Describe(Marshal.GetLastPInvokeError())}");
}
