using System.Text.RegularExpressions;

namespace Visor.Tests.Architecture;

/// <summary>Which folder uses which: wherever a file names <c>Visor.Folder</c>, its folder points to that one.</summary>
internal static partial class FolderArrows
{
    public static SortedSet<(string From, string To)> Of(IEnumerable<(string File, string[] Lines)> sources)
    {
        var files = sources.ToList();
        var folders = files.Select(f => FolderOf(f.File)).ToHashSet(StringComparer.Ordinal);
        var arrows = new SortedSet<(string From, string To)>();
        foreach (var (file, lines) in files)
        {
            var from = FolderOf(file);
            foreach (var line in lines.Where(l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal) && !l.StartsWith("namespace ", StringComparison.Ordinal)))
            {
                foreach (Match used in Namespace().Matches(line))
                {
                    // As far down as there is a folder: Visor.Lifecycle.NodeState is the folder Lifecycle.
                    var path = used.Groups["path"].Value.Replace('.', '/');
                    while (path.Length > 0 && !folders.Contains(path))
                        path = path.Contains('/', StringComparison.Ordinal) ? path[..path.LastIndexOf('/')] : "";
                    if (path.Length > 0 && !string.Equals(path, from, StringComparison.Ordinal))
                        arrows.Add((from, path));
                }
            }
        }

        return arrows;
    }

    /// <summary>The same between the folders directly below <c>src/Visor</c>.</summary>
    public static SortedSet<(string From, string To)> BetweenTopFolders(IEnumerable<(string From, string To)> arrows) =>
        [.. arrows.Select(a => (From: Top(a.From), To: Top(a.To))).Where(a => !string.Equals(a.From, a.To, StringComparison.Ordinal))];

    public static string FolderOf(string file) => Path.GetDirectoryName(file) is { Length: > 0 } folder ? folder : "(root)";

    private static string Top(string folder) => folder.Split('/')[0];

    [GeneratedRegex(@"\bVisor\.(?<path>[A-Z]\w*(\.[A-Z]\w*)*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Namespace();
}
