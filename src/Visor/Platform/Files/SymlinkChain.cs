using System.Collections.Immutable;

namespace Visor.Platform.Files;

/// <summary>Where a change of a file can show: its own folder and the folder of every link on the way to it.</summary>
internal static class SymlinkChain
{
    // As many as Linux follows before it gives up with ELOOP: path_resolution(7).
    private const int MaxLinks = 40;

    /// <param name="file">Absolute; it need not exist.</param>
    /// <returns>Folder and name of an entry in it, in the order in which they are followed.</returns>
    public static ImmutableArray<(string Folder, string Name)> Resolve(string file)
    {
        var places = ImmutableArray.CreateBuilder<(string, string)>();
        var folder = Path.GetDirectoryName(file) ?? "/";
        var names = new Stack<string>([Path.GetFileName(file)]);
        var links = 0;
        while (names.TryPop(out var name))
        {
            var entry = Path.GetFullPath(name, folder);
            var target = name is ".." or "." ? null : new FileInfo(entry).LinkTarget;
            if (target is not null || names.Count == 0)
                places.Add((folder, name));
            if (target is null)
            {
                folder = entry;
                continue;
            }

            if (++links > MaxLinks)
                break;
            if (Path.IsPathRooted(target))
                folder = "/";
            foreach (var part in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
                names.Push(part);
        }

        return places.ToImmutable();
    }
}
