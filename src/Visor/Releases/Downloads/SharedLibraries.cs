using System.Text.RegularExpressions;
using Visor.Platform;
using Visor.Releases.Unpacking.Content;

namespace Visor.Releases.Downloads;

/// <summary>The shared libraries that come with a binary, in a <c>lib</c> folder or beside it. All of them belong into the <c>lib</c> of the release.</summary>
internal static partial class SharedLibraries
{
    private const string Folder = "lib";
    private const int TimeoutMs = 1000;

    /// <param name="binary">Its path in the archive.</param>
    /// <param name="to">The folder of the release.</param>
    /// <exception cref="IOException">They cannot be moved.</exception>
    public static void Move(ExtractionRoot content, EntryPath binary, string to)
    {
        var above = binary.Segments.SkipLast(1).ToList();
        foreach (var top in above is [.., "bin"] ? new[] { above.SkipLast(1), above } : [above])
        {
            MoveFolder(content, [.. top, Folder], Path.Combine(to, Folder));
            MoveFiles(content.PathOf(new EntryPath([.. top], NamesFolder: true)), Path.Combine(to, Folder));
        }
    }

    /// <param name="file">A name, or a path.</param>
    public static bool Is(string file) => Library().IsMatch(file);

    private static void MoveFolder(ExtractionRoot content, IReadOnlyList<string> folder, string to)
    {
        var path = new EntryPath(folder, NamesFolder: true);
        if (content.Tree.Find(path) is not EntryKind.Folder)
            return;
        Directory.CreateDirectory(to);
        foreach (var entry in new DirectoryInfo(content.PathOf(path)).GetFileSystemInfos())
            Rename(entry.FullName, Path.Combine(to, entry.Name));
    }

    private static void MoveFiles(string from, string to)
    {
        foreach (var entry in new DirectoryInfo(from).GetFileSystemInfos().Where(e => e is FileInfo && Is(e.Name)))
        {
            Directory.CreateDirectory(to);
            if (!Path.Exists(Path.Combine(to, entry.Name)))
                Rename(entry.FullName, Path.Combine(to, entry.Name));
        }
    }

    private static void Rename(string from, string to)
    {
        if (Native.Rename(from, to) != 0)
            throw new IOException($"{from} cannot be moved to {to}: {Native.Describe(System.Runtime.InteropServices.Marshal.GetLastPInvokeError())}");
    }

    [GeneratedRegex("\\.so(\\.[0-9]+)*\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeoutMs)]
    private static partial Regex Library();
}
