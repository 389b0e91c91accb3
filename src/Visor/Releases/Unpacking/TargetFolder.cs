using System.Runtime.InteropServices;

namespace Visor.Releases.Unpacking;

/// <summary>
/// The folder that is unpacked into. Every entry is entered in <see cref="ArchiveTree"/> first, so that a path is made of real
/// folders made here, and only then made on the disk; modes are set apart from creation, whatever the umask.
/// </summary>
internal sealed class TargetFolder(string folder, ArchiveTree tree)
{
    public ArchiveTree Tree => tree;

    public string PathOf(EntryPath path) => Path.Combine(folder, path.ToString());

    public void AddFolder(string name, EntryPath path, int mode)
    {
        MakeFolders(tree.Add(name, path, EntryKind.Folder));
        if (path.Segments.Count == 0)
            return; // The target folder itself is the caller's.
        Directory.CreateDirectory(PathOf(path));
        File.SetUnixFileMode(PathOf(path), EntryMode.Folder(mode));
    }

    /// <param name="write">Writes the content; if that fails, nothing of the file stays.</param>
    public void AddFile(string name, EntryPath path, int mode, Action<Stream> write)
    {
        MakeFolders(tree.Add(name, path, EntryKind.File));
        var file = PathOf(path);
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
        MakeFolders(tree.Add(path.ToString(), path, EntryKind.File));
        File.SetUnixFileMode(file, EntryMode.File(EntryMode.Usual));
        if (Native.Rename(file, PathOf(path)) != 0)
            throw NotMade(path);
    }

    public void AddLink(string name, EntryPath path, string target)
    {
        if (LinkTarget.Problem(path, target) is { } problem)
            throw UnpackException.RefusedEntry(name, problem);
        MakeFolders(tree.Add(name, path, EntryKind.Link));
        if (Native.Symlink(target, PathOf(path)) != 0)
            throw NotMade(path);
    }

    /// <param name="target">Path in the archive of a file that has been unpacked.</param>
    public void AddHardLink(string name, EntryPath path, string target)
    {
        if (!EntryPath.TryParse(target, out var file, out _) || tree.Find(file) is not EntryKind.File)
            throw UnpackException.RefusedEntry(name, $"is a hard link to '{PlainText.Excerpt(target, 100)}', which is not a file before it in the archive");
        MakeFolders(tree.Add(name, path, EntryKind.File));
        if (Native.Link(PathOf(file), PathOf(path)) != 0)
            throw NotMade(path);
    }

    private void MakeFolders(IReadOnlyList<EntryPath> folders)
    {
        foreach (var path in folders)
        {
            Directory.CreateDirectory(PathOf(path));
            File.SetUnixFileMode(PathOf(path), EntryMode.Folder(EntryMode.Usual));
        }
    }

    private static IOException NotMade(EntryPath path) =>
        new($"'{PlainText.Excerpt(path.ToString(), 100)}' cannot be made: {Native.Describe(Marshal.GetLastPInvokeError())}");
}
