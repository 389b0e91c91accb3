using Visor.Model;
using Visor.Releases.Unpacking.Content;

namespace Visor.Releases.Downloads;

/// <summary>
/// Which file of an archive is the binary: <c>bin/NAME</c>, else <c>NAME</c>, else the only file there is, shared libraries aside. Never simply the first, which often is a licence.
/// </summary>
internal static class BinaryChoice
{
    private const int Named = 8;

    /// <param name="subfolder">Counts as the top; null: the top is.</param>
    /// <exception cref="UnpackException">There is no such file, or it is a link.</exception>
    public static EntryPath Choose(ArchiveTree tree, string? subfolder, string name)
    {
        var top = subfolder is null ? new EntryPath([], NamesFolder: true) : EntryPath.Parse(subfolder);
        foreach (var path in new[] { Below(top, "bin", name), Below(top, name) })
        {
            switch (tree.Find(path))
            {
                case EntryKind.File:
                    return path;
                case EntryKind.Link:
                    throw UnpackException.RefusedEntry(path.ToString(), "is a link, not the binary itself");
            }
        }

        var prefix = top.Segments.Count == 0 ? "" : $"{top}/";
        var files = tree.Files.Where(f => f.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Take(Named + 1).ToList();
        if (files.FindAll(f => !SharedLibraries.Is(f)) is [var only] && files.Count <= Named)
            return EntryPath.Parse(only);
        throw new UnpackException(UnpackFault.Unsuitable, files.Count == 0
            ? $"it contains no file{(subfolder is null ? "" : $" in '{PlainText.Excerpt(subfolder, 100)}'")}"
            : $"it contains neither bin/{name} nor {name}, but {List(files)}");
    }

    private static EntryPath Below(EntryPath top, params string[] names) => new([.. top.Segments, .. names], NamesFolder: false);

    private static string List(List<string> files) =>
        string.Join(", ", files.Take(Named).Select(f => $"'{PlainText.Excerpt(f, 60)}'")) + (files.Count > Named ? " and more" : "");
}
